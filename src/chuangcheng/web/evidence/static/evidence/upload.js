// Large files go up in parts and go on where they stopped (tus). Without this script the form sends the file as it always did.

const form = document.querySelector("form:has([data-upload])");
const field = form?.querySelector("[data-upload]");
const input = form?.querySelector("input[type=file]");
const bar = form?.querySelector("[data-upload-bar]");
const says = form?.querySelector("[data-upload-says]");
const stop = form?.querySelector("[data-upload-stop]");
let running;

function tell(text, share) {
  says.textContent = text;
  bar.hidden = share === undefined;
  if (share !== undefined) bar.value = share;
}

function lock(locked) {
  for (const button of form.querySelectorAll("[type=submit]")) button.disabled = locked;
  stop.hidden = !locked;
}

function begin(file) {
  lock(true);
  input.required = false;
  running = new window.tus.Upload(file, {
    endpoint: field.dataset.upload,
    chunkSize: 8 * 1024 * 1024,
    retryDelays: [0, 1000, 3000, 5000, 10000, 20000],
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name },
    headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
    onProgress: (sent, total) => tell(`${file.name} · ${Math.floor((sent * 100) / total)}%`, sent / total),
    onSuccess: () => {
      field.value = running.url.replace(/\/$/, "").split("/").pop();
      input.value = "";
      tell(`${file.name} · ${field.dataset.done}`, 1);
      lock(false);
    },
    onError: (error) => {
      const answer = error.originalResponse?.getBody();
      tell(answer && answer.length < 200 ? answer : field.dataset.failed);
      input.required = true;
      lock(false);
    },
  });
  running.findPreviousUploads().then((earlier) => {
    if (earlier.length) running.resumeFromPreviousUpload(earlier[0]);
    running.start();
  });
}

if (field && input && window.tus?.isSupported) {
  input.addEventListener("change", () => {
    const [file] = input.files;
    field.value = "";
    if (running) running.abort();
    if (file && file.size > Number(field.dataset.above)) begin(file);
  });
  stop.addEventListener("click", () => {
    running.abort(true);
    input.value = "";
    input.required = true;
    tell("");
    lock(false);
  });
}
