// The panel above a held reply: the suggested reply goes into the editor, and what the page forgot stays chosen.
jQuery(function () {
  var panel = document.querySelector("section.rifq");
  if (!panel) return;

  // A page that offers comments first would turn the next attempt into a comment.
  var type = panel.closest("form").querySelector("select[name=UpdateType]");
  if (type && type.querySelector("option[value=response]")) {
    jQuery(type).val("response").trigger("change");
  }

  var use = panel.querySelector(".rifq-use");
  if (use) {
    use.addEventListener("click", function () {
      var text = panel.querySelector(".rifq-text").value;
      var editor = window.CKEDITOR && CKEDITOR.instances.UpdateContent;
      if (editor) {
        editor.setData(text, { callback: function () { editor.focus(); } });
      } else {
        var field = document.querySelector("textarea[name=UpdateContent]");
        field.value = text;
        field.focus();
      }
    });
  }
  panel.focus();
});
