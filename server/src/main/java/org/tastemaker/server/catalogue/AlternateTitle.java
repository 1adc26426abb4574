package org.tastemaker.server.catalogue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Another title of an item.
///
/// @param title at most 1,000 characters
/// @param language such as `ja` or `pt-BR`; absent where nobody said it
public record AlternateTitle(String title, @Nullable String language) {

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");

  public AlternateTitle {
    title = Check.text("titles", title, 1_000);
    language = Check.optional("titles", language, 35);
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      throw new InvalidItemException(
          "titles", "A language is a tag such as ja or pt-BR, not '%s'.".formatted(language));
    }
  }
}
