"""Every page a role can open, from the access policy; and what is looked for on each."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe

from tests.access.policy import POLICY
from tests.access.routes import Route, routes
from tests.access.runner import address

# One actor for each role: what a neighbour sees is the same page with other rows.
ROLES = (
    "anonymous", "leader_own", "coordinator_own", "partner_own", "convener", "evaluator_own", "steward",
    "officer_own", "supervisor", "admin",
)  # fmt: skip
# Not pages, or fragments of one: {route: what it answers}.
NOT_A_PAGE = {
    "core:healthz": "a line for machines",
    "circles:feed": "a calendar",
    "circles:feed_circle": "a calendar",
    "circles:feed_hub": "a calendar",
    "circles:public_next": "a calendar",
    "circles:public_all": "a calendar",
    "core:manifest": "what a phone installs by",
    "circles:service_worker": "a script",
    "circles:sync": "what a phone holds",
    "circles:register_changes": "a fragment of the register",
    "circles:import_key": "a file",
    "desk:leader_excel": "a file",
    "exports:practice_file": "a file",
    "exports:release_file": "a file",
    "exports:release_format": "a file",
}
# Of allauth's many addresses those that lead to a page of ours; the others redirect, or need a key in the address.
OF_ALLAUTH = {
    "account_login", "account_reset_password", "account_reset_password_done", "account_logout", "account_inactive",
    "account_reset_password_from_key_done", "account_reauthenticate", "account_change_password", "mfa_index",
    "mfa_list_webauthn",
}  # fmt: skip


def pages_of(scene, actor: str) -> Iterator[tuple[Route, str]]:
    """(route, path) of every page that the actor may open."""
    for route in routes():
        door = POLICY.get((route.name, route.method))
        page = route.method == "GET" and not route.pattern.startswith("api/") and route.name not in NOT_A_PAGE
        if door and page and actor in door.allowed and (not door.own or route.name in OF_ALLAUTH):
            path = address(scene, route, door)
            yield route, f"{path}?{door.query}" if door.query else path


LOOKED_FOR = """() => {
  const text = document.body.innerText;
  const found = [];
  const wide = document.scrollingElement.scrollWidth - window.innerWidth;
  if (wide > 1) found.push(`is ${wide} px wider than the window`);
  if (document.querySelectorAll("h1").length !== 1) found.push(`${document.querySelectorAll("h1").length} h1`);
  if (/\\bNone\\b|{{|}}|{%|&(amp|lt|gt|quot);/.test(text)) found.push("shows the inside of a template");
  if (!document.title.trim() || !document.documentElement.lang) found.push("no title or no language");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place))) found.push(`two with id ${id}`);
  for (const element of document.querySelectorAll("[style], style"))
    found.push(`inline style: ${element.outerHTML.slice(0, 80)}`);
  return found;
}"""


# What axe judges by, as two texts, of the frame and of the main part: the elements with their place, classes and
# attributes, and the order of the headings. Words are left out, so that twenty rows are as one.
SHAPE = """() => {
  const AS_WRITTEN = new Set(["class", "role", "type", "dir", "lang", "hidden", "disabled", "tabindex", "scope"]);
  const LANDMARKS = new Set(["nav", "aside", "section", "form", "header", "footer", "dialog"]);
  const main = document.querySelector("main");
  const walk = (element, above, paths) => {
    const written = (name) => AS_WRITTEN.has(name) || (name === "aria-label" && LANDMARKS.has(element.localName));
    const attributes = [...element.attributes].map(({ name, value }) =>
      written(name) ? `${name}=${value}` : `${name}${value ? "" : "="}`);
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const path = `${above}>${element.localName}[${attributes.sort()}]${words}`;
    if (paths.has(path) && !element.childElementCount) return;
    paths.add(path);
    // A form may hide its own .children behind a field of that name.
    for (const child of element.querySelectorAll(":scope > *")) if (child !== main) walk(child, path, paths);
    return paths;
  };
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => heading.localName);
  const order = headings.filter((one, place) => one !== headings[place - 1]);
  const part = (element) => [...walk(element, "", new Set())].sort().join("\\n");
  return [part(document.documentElement), (main ? part(main) : "") + order];
}"""


def faults_of(page, language: str, judged: set) -> list[str]:
    """What is wrong with the page that is open: what axe finds, overflow, a leaked template, the wrong direction.

    `judged` remembers the parts that axe has seen: what is made of such parts alone isn't shown to it again.
    """
    page.locator("h1").first.wait_for()  # the page without a network is filled by its script
    page.locator("[hx-trigger=load]").wait_for(state="detached")  # what is fetched after the page
    found = page.evaluate(LOOKED_FOR)
    direction = page.evaluate("document.documentElement.dir")
    if direction != ("rtl" if language == "ar" else "ltr"):
        found.append(f"dir={direction!r} in {language}")
    parts = {(language, page.viewport_size["width"], hash(part)) for part in page.evaluate(SHAPE)}
    if not parts <= judged:
        found += _axe(page)
        judged |= parts
    return found


def _axe(page) -> list[str]:
    # Only violations are carried over: what passes is megabytes a page.
    results = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"axe {violation['id']}: {node['html'][:140]}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
