// The few things that pages cannot do without a script. Everything works, more plainly, when this file does not load.
(() => {
  "use strict";

  // Forms with data-confirm ask first, in a dialog of the browser's own, built from text only.
  const ask = (form) => {
    const dialog = document.createElement("dialog");
    dialog.className = "site-dialog";
    const question = document.createElement("p");
    question.textContent = form.dataset.confirm;
    const buttons = document.createElement("form");
    buttons.method = "dialog";
    buttons.className = "site-dialog-buttons";
    for (const [value, label, style] of [
      ["no", form.dataset.confirmNo, "krds-btn small secondary"],
      ["yes", form.dataset.confirmYes, "krds-btn small"],
    ]) {
      const button = document.createElement("button");
      button.value = value;
      button.textContent = label;
      button.className = style;
      buttons.append(button);
    }
    dialog.setAttribute("aria-label", form.dataset.confirm);
    dialog.append(question, buttons);
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "yes") {
        form.dataset.confirmed = "yes";
        form.requestSubmit();
      }
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.confirm && form.dataset.confirmed !== "yes") {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form);
    }
  }, true);

  // A select or checkbox that filters a list sends its form at once.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit-on-change]")) {
      event.target.form.requestSubmit();
    }
  });

  // A suggested tag takes the place of the word being typed, the last one of the field.
  document.addEventListener("click", (event) => {
    const suggestion = event.target.closest("[data-put-tag]");
    if (!suggestion) {
      return;
    }
    const field = document.getElementById(suggestion.dataset.into);
    if ("oneTag" in field.dataset) {
      field.value = suggestion.dataset.putTag;
      field.focus();
      return;
    }
    const tags = field.value.split(",").slice(0, -1).map((tag) => tag.trim());
    field.value = [...tags, suggestion.dataset.putTag, ""].join(", ").replace(/^, /, "");
    field.focus();
  });

  // After a failed form the reader starts at the first error.
  document.querySelector("[aria-invalid='true']")?.focus();
})();
