// Forms that a passkey fills in: <form data-passkey="create | confirm | sign-in">. Needs allauth's webauthn-json.js.
(() => {
  "use strict";

  const hidden = (element, is) => { if (element) element.hidden = is; };

  function tell(form, words) {
    form.querySelector("[data-passkey-said]").textContent = words;
  }

  function wordsFor(error) {
    if (error.name === "NotAllowedError") return "It was stopped, or it took too long. Try once more.";
    if (error.name === "InvalidStateError") return "This device already holds a passkey for you. Use that one.";
    if (error.name === "SecurityError") return "Passkeys do not work at this address. It has to begin with https.";
    return "That did not work. Try once more, or use another way.";
  }

  // What the server asks of the browser: on the page, or, before anybody said who they are, fetched.
  async function optionsFor(form) {
    const kept = document.getElementById("passkey-options");
    if (form.dataset.passkey !== "sign-in") return JSON.parse(kept.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  }

  async function ask(form) {
    const options = await optionsFor(form);
    if (form.dataset.passkey !== "create") return window.webauthnJSON.get(options.request_options);
    const creation = options.creation_options;
    // Ours sign in alone: the device keeps them, and checks who holds it.
    Object.assign(creation.publicKey.authenticatorSelection, {
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    });
    return window.webauthnJSON.create(creation);
  }

  async function fill(event) {
    event.preventDefault();
    const form = event.target;
    tell(form, "");
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (error) {
      tell(form, wordsFor(error));
    }
  }

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", fill);
    hidden(form, false);
  }
  for (const note of document.querySelectorAll("[data-passkey-without]")) hidden(note, true);
})();
