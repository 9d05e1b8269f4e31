"""Circles' pages for participants: what four leaders wrote there. The link is drawn anew for each data folder."""

from dataclasses import dataclass

from circles.actions.circle_pages import edit_page, open_page
from demo.telling import CircleStory
from demo.world import World


@dataclass(frozen=True)
class PageStory:
    way: str
    way_own: str = ""
    expect: str = ""
    expect_own: str = ""
    childcare: bool = True
    themes: bool = False


WAY = (
    "Kliv av buss 5 vid Lindens torg.\n"
    "Gå tre minuter längs gången, förbi biblioteket.\n"
    "Den gröna dörren. Vi möter dig där."
)
DARI = PageStory(
    way=WAY,
    way_own=(
        "از بس ۵ در لیندنس توری پیاده شوید.\n"
        "سه دقیقه از کنار کتابخانه پیاده بیایید.\n"
        "دروازهٔ سبز. ما آنجا منتظر شما هستیم."
    ),
    expect="Vi börjar med te. Du kan komma en stund före.",
)
ARABIC = PageStory(
    way=WAY,
    way_own=(
        "انزل من الحافلة رقم 5 عند موقف Lindens torg.\nامشِ ثلاث دقائق بجانب المكتبة.\nالباب أخضر. نستقبلك عند الباب."
    ),
    themes=True,
)
TIGRINYA = PageStory(
    way=WAY, way_own=("ካብ ኣውቶቡስ 5 ኣብ Lindens torg ውረዱ።\nሰለስተ ደቓይቕ ብጎኒ ቤት ንባብ ተጓዓዙ።\nቀጠልያ ማዕጾ። ኣብኡ ክንቅበለኩም ኢና።")
)
UKRAINIAN = PageStory(way=WAY, childcare=False)


def tell_page(w: World, story: CircleStory, page: PageStory) -> None:
    """The leader opens the page and writes on it."""
    by = w.users[story.leader]
    opened = open_page(circle=story.circle, by=by)
    edit_page(
        page=opened,
        by=by,
        way=page.way,
        way_own=page.way_own,
        expect=page.expect,
        expect_own=page.expect_own,
        has_childcare=page.childcare,
        has_coffee=True,
        is_step_free=True,
        shows_themes=page.themes,
    )
