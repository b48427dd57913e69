// Browsers that know field-sizing grow a textarea by themselves.
if (!CSS.supports("field-sizing", "content")) {
  const grow = (area) => {
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea.input")) grow(event.target);
  });
  for (const area of document.querySelectorAll("textarea.input")) if (area.value) grow(area);
}
