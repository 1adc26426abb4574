package org.tastemaker.server.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A title as MovieLens writes it, taken apart: "Matrix, The (1999)" is "The Matrix" of 1999, and
/// "City of Lost Children, The (Cité des enfants perdus, La) (1995)" has an alternate title.
record Titles(String title, Optional<Integer> year, List<String> alternates) {
  private static final Pattern YEAR =
      Pattern.compile("^(.*?)\\s*\\((\\d{4})(?:[-–]\\s*(?:\\d{4})?)?\\s*\\)\\s*$", Pattern.DOTALL);
  private static final Pattern ALTERNATE =
      Pattern.compile("^(.+?)\\s*\\(((?:[^()]|\\([^()]*\\))+)\\)\\s*$", Pattern.DOTALL);
  private static final Pattern ARTICLE =
      Pattern.compile(
          "^(.+), (The|A|An|Le|La|Les|L'|Un|Une|El|Los|Las|Der|Die|Das|Ein|Eine|Il|Lo|I|Gli|Det"
              + "|Den|Het|Een)$");

  Titles {
    alternates = List.copyOf(alternates);
  }

  static Titles parse(String text) {
    Matcher year = YEAR.matcher(text);
    boolean hasYear = year.matches() && !year.group(1).isBlank();
    String rest = hasYear ? year.group(1) : text.strip();
    List<String> alternates = new ArrayList<>();
    if (hasYear) {
      for (Matcher m = ALTERNATE.matcher(rest); m.matches(); m = ALTERNATE.matcher(rest)) {
        alternates.addFirst(
            withArticleFirst(m.group(2).strip().replaceFirst("^a\\.k\\.a\\.\\s+", "")));
        rest = m.group(1);
      }
    }
    return new Titles(
        withArticleFirst(rest),
        hasYear ? Optional.of(Integer.valueOf(year.group(2))) : Optional.empty(),
        alternates);
  }

  private static String withArticleFirst(String title) {
    Matcher article = ARTICLE.matcher(title);
    if (!article.matches()) {
      return title;
    }
    String first = article.group(2);
    return first + (first.endsWith("'") ? "" : " ") + article.group(1);
  }
}
