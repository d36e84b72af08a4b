/* Keys on the card of a message. The page works without this file; in a field, keys write. */
(function () {
  "use strict";

  var OFF = "parishpump keys off";

  function kept() {
    try { return window.localStorage.getItem(OFF) === "1"; } catch (error) { return false; }
  }

  function keep(off) {
    try { window.localStorage.setItem(OFF, off ? "1" : "0"); } catch (error) { /* then for this page alone */ }
  }

  function writes(element) {
    return element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  }

  function follow(rel) {
    var link = document.querySelector("nav a[rel=" + rel + "]");
    if (link) { link.click(); }
  }

  function choose(key) {
    var outcome = document.querySelector("input[data-key='" + key + "']");
    if (outcome) { outcome.click(); outcome.focus(); }
  }

  function showKeys() {
    var list = document.getElementById("keys");
    if (list) { list.open = true; list.querySelector("summary").focus(); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var on = document.getElementById("keys-on");
    if (!on) { return; }
    on.checked = !kept();
    on.addEventListener("change", function () { keep(!on.checked); });
    document.addEventListener("keydown", function (event) {
      if (!on.checked || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) { return; }
      if (writes(event.target)) { return; }
      if (/^[0-9]$/.test(event.key)) { choose(event.key); }
      else if (event.key === "n") { follow("next"); }
      else if (event.key === "p") { follow("prev"); }
      else if (event.key === "?") { showKeys(); }
      else { return; }
      event.preventDefault();
    });
  });
})();
