// How long the words are, while they are typed. It counts and never cuts; without it the form works the same.
const GUIDE = { id_headline: 120, id_short_headline: 55, id_summary: 400 };

for (const [id, guide] of Object.entries(GUIDE)) {
  const field = document.getElementById(id);
  if (!field) continue;
  const count = document.createElement("span");
  count.className = "count";
  field.after(count);
  const show = () => {
    const length = [...field.value].length;
    count.textContent = length > guide ? `${length} / ${guide} ▲` : `${length} / ${guide}`;
  };
  field.addEventListener("input", show);
  show();
}
