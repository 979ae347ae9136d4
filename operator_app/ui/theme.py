"""Colours, sizes and fonts of the window, built from tokens and scaled at run time."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template

from PySide6.QtCore import QMargins, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout

TEXT_PX, SECONDARY_PX, PROMPT_PX, SEARCH_PX, READER_PX, KEYCAP_PX = 14, 13, 17, 16, 15, 12


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one scheme as `#RRGGBB`; pairs and contrasts are listed in the design."""

    text: str
    text2: str
    bg: str
    surface: str
    surface2: str
    accent: str
    accent_on: str
    accent_bg: str
    ok: str
    ok_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    mark: str
    mark_bg: str
    bar: str
    bar_text: str
    bar_text2: str
    bar_ok: str
    bar_warn: str
    bar_bad: str
    border: str
    focus: str
    line: str


def load_tokens(resources: Path) -> dict[str, Tokens]:
    """The schemes `light` and `dark` from `resources`/theme/tokens.json.

    Raises TypeError when a token is missing or unknown, OSError when the file cannot be read.
    """
    schemes = json.loads((resources / "theme" / "tokens.json").read_text(encoding="utf-8"))
    return {
        scheme: Tokens(**{_snake(name): value for name, value in colours.items()})
        for scheme, colours in schemes.items()
    }


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour scheme at one scale: 1.0 is 100 %."""

    tokens: Tokens
    scale: float = 1.0
    family: str = ""

    def px(self, size: float) -> int:
        """A length of the design (px at 100 %) in px of the window; a hairline never vanishes."""
        return max(1, round(size * self.scale)) if size > 0 else 0

    def font(self, size: float = TEXT_PX, weight: int = 400, *, tabular: bool = False) -> QFont:
        """A font of `size` px at 100 %; `tabular` gives all digits one width."""
        font = QFont(self.family) if self.family else QFont(QApplication.font())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font


def load_fonts(resources: Path) -> str:
    """Register the Inter family with Qt; returns its name, or "" to keep the system's font."""
    try:
        import fontpkg_inter
    except ImportError:
        return ""
    upright = fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf"
    if QFontDatabase.addApplicationFont(str(upright)) < 0:
        return ""
    # WORKAROUND Qt's fontconfig database sees one weight, Regular, in a variable application
    # font and paints bold by smearing it, so the two bold weights come as files of their own.
    for bold in sorted((resources / "fonts").glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(bold))
    return str(fontpkg_inter.FAMILY)


def apply_theme(app: QApplication, theme: Theme, sheet: Template) -> None:
    """Dress the whole program: Fusion, the palette, the font and the one style sheet."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme.tokens))
    app.setFont(theme.font())
    app.setStyleSheet(style_sheet(theme, sheet))


def style_sheet(theme: Theme, sheet: Template) -> str:
    """The style sheet with `$token` and `${px_N}` replaced; raises KeyError for an unknown name."""
    return sheet.substitute(_Gaps(theme))


class _Gaps(dict[str, str]):
    """Values for the gaps of the style sheet: tokens by name, `px_N` as a scaled length."""

    def __init__(self, theme: Theme) -> None:
        super().__init__({f.name: getattr(theme.tokens, f.name) for f in fields(Tokens)})
        self._theme = theme

    def __missing__(self, name: str) -> str:
        if not name.startswith("px_"):
            raise KeyError(name)
        return f"{self._theme.px(int(name.removeprefix('px_')))}px"


def load_sheet(resources: Path, scheme: str) -> Template:
    """The style sheet of a scheme with gaps left for tokens, from `resources`/theme/window.qss."""
    folder = resources / "theme"
    images = {name: (folder / f"{name}-{scheme}.svg").as_posix() for name in ("chevron", "tick")}
    sheet = Template((folder / "window.qss").read_text(encoding="utf-8"))
    return Template(sheet.safe_substitute(images))


def palette(tokens: Tokens) -> QPalette:
    """The palette for what the style sheet does not paint."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.surface2,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text2,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.accent_on,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Mid: tokens.border,
        role.Light: tokens.surface2,
        role.Dark: tokens.border,
        role.Accent: tokens.accent,
    }
    made = QPalette()
    for part, colour in colours.items():
        made.setColor(part, QColor(colour))
    for part in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(tokens.text2))
    return made


class Look(QObject):
    """The theme in force; widgets read it and follow `changed`.

    Made once by the window and handed down. `resources` holds the folders theme and fonts.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, resources: Path, scheme: str = "light", scale: float = 1.0
    ) -> None:
        super().__init__()
        self._app = app
        self._schemes = load_tokens(resources)
        self._sheets = {name: load_sheet(resources, name) for name in self._schemes}
        self._family = load_fonts(resources)
        self._scheme = scheme
        self.theme = Theme(self._schemes[scheme], scale, self._family)
        apply_theme(app, self.theme, self._sheets[self._scheme])

    @property
    def scheme(self) -> str:
        """`light` or `dark`."""
        return self._scheme

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self.theme.tokens

    def wear(self, scheme: str | None = None, scale: float | None = None) -> None:
        """Change scheme, scale (1.0 = 100 %) or both; raises KeyError for an unknown scheme."""
        self._scheme = scheme or self._scheme
        self.theme = Theme(self._schemes[self._scheme], scale or self.theme.scale, self._family)
        apply_theme(self._app, self.theme, self._sheets[self._scheme])
        self.changed.emit()

    def px(self, size: float) -> int:
        """As `Theme.px` of the theme in force."""
        return self.theme.px(size)

    def space(
        self,
        layout: QBoxLayout | QGridLayout,
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
        spacing: int = 0,
    ) -> None:
        """Margins (left, top, right, bottom) and spacing in px at 100 %, kept to scale."""
        _Spacing(self, layout, margins, spacing)


class _Spacing(QObject):
    """Lives and dies with its layout, so a change of scale never meets a deleted one."""

    def __init__(
        self,
        look: Look,
        layout: QBoxLayout | QGridLayout,
        margins: tuple[int, int, int, int],
        spacing: int,
    ) -> None:
        super().__init__(layout)
        self._look, self._layout = look, layout
        self._margins, self._spacing = margins, spacing
        look.changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        left, top, right, bottom = (self._look.px(side) for side in self._margins)
        self._layout.setContentsMargins(QMargins(left, top, right, bottom))
        self._layout.setSpacing(self._look.px(self._spacing))
