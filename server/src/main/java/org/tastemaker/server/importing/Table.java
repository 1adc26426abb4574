package org.tastemaker.server.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;

/// How the rows of a file are to be read: as JSON lines, or as fields between separators.
sealed interface Table {

  /// The columns' names; `1`, `2`, … where there is no header.
  List<String> names();

  boolean hasHeader();

  /// The file's form in a word or two.
  String form();

  /// The rows, the header passed over.
  Rows open(InputFile file, LongConsumer read);

  default Rows open(InputFile file) {
    return open(file, bytes -> {});
  }

  /// A table of fields between separators; every row has as many as there are names.
  record Delimited(Separator separator, Charset charset, boolean hasHeader, List<String> names)
      implements Table {
    public Delimited {
      names = List.copyOf(names);
    }

    @Override
    public Rows open(InputFile file, LongConsumer read) {
      var rows = new DelimitedRows(file.open(read), charset, separator);
      if (hasHeader) {
        rows.next();
      }
      return rows;
    }

    @Override
    public String form() {
      String form = separator.printed() + "-separated";
      return charset.equals(StandardCharsets.UTF_8) ? form : form + ", " + charset.name();
    }
  }

  /// One JSON object a line.
  record JsonLines(List<String> names) implements Table {
    public JsonLines {
      names = List.copyOf(names);
    }

    @Override
    public boolean hasHeader() {
      return false;
    }

    @Override
    public Rows open(InputFile file, LongConsumer read) {
      return new JsonRows(file.open(read), names);
    }

    @Override
    public String form() {
      return "JSON lines";
    }
  }
}
