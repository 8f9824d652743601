// Photos on the desk: pictures arrive with a bar each, a tap sets the focal point, the picker says what is chosen.
// Everything here only saves time: the forms below work without it.

const fill = (node, photo) => {
  const [image, words] = [node.querySelector("img"), node.querySelector(".words")];
  image.src = photo.thumbnail;
  words.textContent = photo.words;
  node.querySelector("a")?.setAttribute("href", photo.address);
  const signs = node.querySelector(".signs");
  for (const sign of photo.signs) {
    const pill = document.createElement("span");
    pill.className = `pill ${sign.colour}`;
    pill.textContent = sign.word;
    signs.append(pill, " ");
  }
};

const send = (form, file, onProgress) =>
  new Promise((resolve) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("pictures", file, file.name || "picture");
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    const refuse = (sentence) => resolve({ photos: [], refused: [sentence] });
    request.addEventListener("load", () => {
      // Whoever is signed out is led to the sign-in page, or refused; neither answers a script.
      const away = request.status === 403 || request.responseURL !== form.action;
      request.response ? resolve(request.response) : refuse(away ? form.dataset.signedOut : form.dataset.failed);
    });
    request.addEventListener("error", () => refuse(form.dataset.failed));
    request.send(body);
  });

let waiting = 0;
let last = Promise.resolve(); // pictures go one after the other, however many are chosen and how often

const bring = (form, files) => {
  for (const file of files) {
    const line = form.querySelector("template").content.cloneNode(true).firstElementChild;
    line.querySelector(".words").textContent = file.name || "";
    form.querySelector(".arriving").append(line);
    waiting += 1;
    const go = () => arrive(form, file, line);
    last = last.then(go, go).finally(() => (waiting -= 1));
  }
};

const arrive = async (form, file, line) => {
  const bar = line.querySelector("progress");
  const answer = await send(form, file, (share) => (bar.value = share));
  bar.remove();
  line.querySelector(".said").textContent = answer.refused.join(" ");
  if (answer.photos.length && !answer.refused.length) line.remove();
  for (const photo of answer.photos) show(photo);
};

window.addEventListener("beforeunload", (event) => waiting && event.preventDefault());

const show = (photo) => {
  const tray = document.querySelector("[data-tray]");
  document.querySelector("[data-empty]")?.remove();
  tray.querySelector(`[data-photo="${photo.id}"]`)?.remove();
  const card = document.querySelector("#shot").content.cloneNode(true).firstElementChild;
  card.dataset.photo = photo.id;
  fill(card, photo);
  card.querySelector(".quiet").textContent = [photo.number, photo.credit].filter(Boolean).join(" · ");
  for (const button of card.querySelectorAll("details button")) button.formAction = photo.lead;
  tray.prepend(card);
};

for (const form of document.querySelectorAll("[data-bring]")) {
  form.querySelector("button").hidden = true;
  form.classList.add("scripted");
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      bring(form, [...input.files]);
      input.value = "";
    });
  }
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", () => form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    bring(form, [...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) bring(form, files);
  });
}

for (const frame of document.querySelectorAll("[data-focal]")) {
  const [across, down] = frame.dataset.focal.split(" ").map((id) => document.getElementById(id));
  const image = frame.querySelector("img");
  if (!across || !down || !image) continue;
  const mark = document.createElement("span");
  mark.className = "mark";
  frame.append(mark);
  const place = () => {
    mark.hidden = across.value === "" || down.value === "";
    mark.style.left = `${across.value * 100}%`;
    mark.style.top = `${down.value * 100}%`;
  };
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    across.value = ((event.clientX - box.left) / box.width).toFixed(3);
    down.value = ((event.clientY - box.top) / box.height).toFixed(3);
    place();
  });
  for (const input of [across, down]) input.addEventListener("input", place);
  place();
}

for (const picker of document.querySelectorAll("[data-picker]")) {
  picker.addEventListener("change", () => {
    const shot = picker.querySelector("input:checked")?.closest(".shot");
    const summary = picker.querySelector("summary");
    const image = shot?.querySelector("img");
    const thumbnail = image?.cloneNode();
    if (thumbnail) thumbnail.className = "thumbnail";
    summary.replaceChildren(...(thumbnail ? [thumbnail, " "] : []), shot?.querySelector(".words").textContent.trim() ?? "");
  });
}
