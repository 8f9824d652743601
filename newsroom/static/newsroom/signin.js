// Passkeys: asks the newsroom for what the key has to sign, the browser for the key, and sends the form with the answer.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const named = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

function asked({ publicKey }) {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.allowCredentials) options.allowCredentials = named(publicKey.allowCredentials);
  if (publicKey.excludeCredentials) options.excludeCredentials = named(publicKey.excludeCredentials);
  return { publicKey: options };
}

function told(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  form.querySelector("[role=alert]").hidden = true;
  try {
    const answer = await fetch(form.dataset.challenge, {
      method: "POST",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" },
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const options = asked(await answer.json());
    const credential = await navigator.credentials[form.dataset.does](options);
    form.elements.credential.value = JSON.stringify(told(credential));
    form.submit();
  } catch {
    form.querySelector("[role=alert]").hidden = false;
  }
}

for (const form of document.querySelectorAll("form.passkey")) {
  if (!window.PublicKeyCredential) {
    for (const sentence of document.querySelectorAll(".unable")) sentence.hidden = false;
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", send);
}
