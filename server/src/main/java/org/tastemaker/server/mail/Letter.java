package org.tastemaker.server.mail;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/// Writes a mail once and gives it both its forms. Whatever is said is taken for plain text, so
/// that a name with a tag or a line break in it does no harm.
///
/// ```java
/// mails.send(
///     new Letter("Your new password")
///         .say("Hello " + name + ", somebody asked for a new password.")
///         .link("Choose it here", address)
///         .say("The link works once, for 30 minutes.")
///         .to(recipient));
/// ```
///
/// @param parts in their order
public record Letter(String subject, List<Part> parts) {
  private static final Pattern WEB = Pattern.compile("https?://.", Pattern.CASE_INSENSITIVE);

  /// What a letter is made of.
  sealed interface Part {
    String text();

    String html();
  }

  private record Paragraph(String words) implements Part {
    Paragraph {
      words = line(words);
    }

    @Override
    public String text() {
      return words;
    }

    @Override
    public String html() {
      return "<p dir=\"auto\">%s</p>".formatted(escaped(words));
    }
  }

  private record Link(String words, URI to) implements Part {
    Link {
      words = line(words);
      if (!WEB.matcher(to.toASCIIString()).lookingAt()) {
        throw new IllegalArgumentException("A link in a mail begins with http:// or https://.");
      }
    }

    @Override
    public String text() {
      return words + ":\n" + to.toASCIIString();
    }

    @Override
    public String html() {
      var address = escaped(to.toASCIIString());
      return "<p dir=\"auto\"><a href=\"%s\">%s</a><br><small>%s</small></p>"
          .formatted(address, escaped(words), address);
    }
  }

  public Letter {
    parts = List.copyOf(parts);
  }

  /// A letter that says nothing yet.
  public Letter(String subject) {
    this(subject, List.of());
  }

  /// Neither line breaks nor what turns the direction of the words around it.
  private static String line(String words) {
    return words
        .replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "")
        .strip()
        .replaceAll("[\\s\\p{Cntrl}]+", " ");
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  /// And a paragraph.
  public Letter say(String words) {
    return and(new Paragraph(words));
  }

  /// And a link; the address is shown as well, for those who cannot follow it.
  ///
  /// @throws IllegalArgumentException when it is not one of the web
  public Letter link(String words, URI to) {
    return and(new Link(words, to));
  }

  private Letter and(Part part) {
    var more = new ArrayList<>(parts);
    more.add(part);
    return new Letter(subject, more);
  }

  /// The mail of it to somebody.
  ///
  /// @throws IllegalArgumentException as [Mail]
  public Mail to(MailAddress recipient) {
    return new Mail(recipient, subject, text(), html());
  }

  private String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining("\n\n", "", "\n"));
  }

  private String html() {
    return """
    <!doctype html>
    <html>
    <head><meta charset="utf-8"><title>%s</title></head>
    <body style="font-family: sans-serif; line-height: 1.5; max-width: 36em">
    %s
    </body>
    </html>
    """
        .formatted(
            escaped(subject), parts.stream().map(Part::html).collect(Collectors.joining("\n")));
  }

  /// Nothing that it says: it may be secret.
  @Override
  public String toString() {
    return "Letter[subject=" + subject + "]";
  }
}
