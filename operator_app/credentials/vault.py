"""The vaults a desk may have; `passphrase_vault` is apart, for its ciphers take time to load."""

from operator_app.credentials.file_vault import FileVault
from operator_app.credentials.keyring_vault import KeyringVault, StoreProbe, probe_store
from operator_app.credentials.local_key import local_key

__all__ = ["FileVault", "KeyringVault", "StoreProbe", "local_key", "probe_store"]
