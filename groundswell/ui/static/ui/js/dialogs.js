document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  // A click on the backdrop closes; the dialog's own box is inside it.
  if (event.target instanceof HTMLDialogElement) event.target.close();
});

const confirmDialog = document.getElementById("confirm");

// In the capture phase, so that neither the form nor htmx sees a click that was not yet confirmed.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button || !confirmDialog?.showModal || button.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  confirmDialog.querySelector("h2").textContent = button.dataset.confirm;
  confirmDialog.returnValue = "no";
  confirmDialog.addEventListener("close", () => {
    if (confirmDialog.returnValue !== "yes") return;
    button.dataset.confirmed = "1";
    button.click();
    delete button.dataset.confirmed;
  }, { once: true });
  button.closest("details.menu")?.removeAttribute("open");
  confirmDialog.showModal();
}, true);
