// Code and tables that are wider than the page can be scrolled by keyboard too, also after the phone was turned.
function reachScrollers(root) {
  for (const wide of root.querySelectorAll(".prose pre, .prose table")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
}

reachScrollers(document);
document.addEventListener("htmx:load", (event) => reachScrollers(event.target));
addEventListener("resize", () => reachScrollers(document));
