"""Call workstation for Russian-speaking service teams."""

__version__ = "0.1.0"
