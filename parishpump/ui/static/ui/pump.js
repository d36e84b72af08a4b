/* Small comforts. Every page works without this file; nothing here decides anything. */
(function () {
  "use strict";

  var RETRY_AFTER_MS = 10000;
  var DOUBLE_CLICK_MS = 3000;
  var leaving = false;

  function focusFirst(selectors) {
    var found = selectors.split(",").map(function (one) { return document.querySelector(one.trim()); }).find(Boolean);
    if (found) { found.focus(); }
  }

  /* Characters are counted as the server counts them: by code point, with each line's end as one. */
  function showCount(field) {
    var place = document.getElementById(field.id + "_count");
    if (!place) { return; }
    var length = Array.from(field.value).length;
    var limit = Number(field.dataset.count);
    place.textContent = length + " of " + limit + " characters" + (length > limit ? ": too long" : "");
    place.classList.toggle("is-over", length > limit);
  }

  function savingFailed(form) {
    var place = document.getElementById("saved");
    if (!place) { return; }
    var since = place.dataset.saved;
    place.textContent = (since ? "Not saved since " + since + "." : "Not saved yet.")
      + " Your words are still in this window. We try again.";
    place.classList.add("is-failing");
    window.setTimeout(function () { window.htmx.trigger(form, "pump:retry"); }, RETRY_AFTER_MS);
  }

  /* Where the browser keeps its clipboard to itself (no https), the field is selected and copied the old way. */
  function copySelected(field) {
    var before = document.activeElement;
    field.focus();
    field.select();
    if (!document.execCommand("copy")) { throw new Error("not copied"); }
    before.focus();
  }

  function copy(field) {
    if (!navigator.clipboard) { return Promise.resolve(field).then(copySelected); }
    return navigator.clipboard.writeText(field.value).catch(function () { copySelected(field); });
  }

  function addCopyButton(field) {
    var row = document.createElement("div");
    var button = document.createElement("button");
    var what = document.createElement("span");
    var said = document.createElement("span");
    row.className = "row mt-2";
    row.dataset.copyRow = "";
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary btn-s";
    what.className = "vh";
    what.textContent = " “" + field.labels[0].textContent + "”";
    said.className = "small";
    said.setAttribute("role", "status");
    button.append("Copy", what);
    row.append(button, said);
    field.after(row);
    button.addEventListener("click", function () {
      said.textContent = "";
      copy(field).then(
        function () { said.textContent = "Copied"; },
        function () { said.textContent = "Not copied. The words are selected: press Ctrl and C."; }
      );
    });
  }

  document.addEventListener("input", function (event) {
    if (event.target.dataset && event.target.dataset.count) { showCount(event.target); }
  });

  /* A decision is sent once, however often the button is pressed. */
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented) { return; }
    var form = event.target;
    var before = Number(form.dataset.sent || 0);
    if (Date.now() - before < DOUBLE_CLICK_MS) { event.preventDefault(); return; }
    form.dataset.sent = String(Date.now());
    leaving = !form.target;
  });

  /* Once the page is on its way elsewhere, nothing is saved by the way any more. */
  window.addEventListener("pageshow", function () { leaving = false; });
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (leaving && event.detail.elt.hasAttribute("data-autosave")) { event.preventDefault(); }
  });

  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  /* A part that is polled is not replaced while the focus is in it. */
  ["htmx:beforeSwap", "htmx:oobBeforeSwap"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var target = event.detail.target;
      if (target.hasAttribute("data-keep-focus") && target.contains(document.activeElement)) {
        event.detail.shouldSwap = false;
      }
    });
  });

  document.addEventListener("htmx:afterSettle", function (event) {
    var asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    var next = asked && asked.getAttribute("data-focus-after");
    if (next) { focusFirst(next); }
  });

  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (event.detail.elt.hasAttribute("data-autosave")) { savingFailed(event.detail.elt); }
    });
  });

  document.addEventListener("DOMContentLoaded", function () {
    if (document.querySelector("[data-focus]")) { focusFirst("[data-focus]"); }
    document.querySelectorAll("textarea[data-copy]").forEach(addCopyButton);
  });
})();
