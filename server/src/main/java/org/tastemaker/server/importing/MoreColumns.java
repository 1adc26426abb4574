package org.tastemaker.server.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tastemaker.server.catalogue.Credit;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.KindForm;
import org.tastemaker.server.catalogue.KindForms;
import tools.jackson.databind.JsonNode;

/// What the further columns of a row say: attributes of its kind, and people by what they did.
///
/// @param attributes by name
/// @param people in the order of the columns' names
record MoreColumns(Map<String, JsonNode> attributes, List<Credit> people) {

  /// Names that files have for attributes.
  private static final Map<String, String> ALSO =
      Map.of(
          "currentver", "currentVersion",
          "androidver", "androidVersion",
          "runtime", "runtimeMinutes",
          "duration", "durationSeconds",
          "numpages", "pages",
          "seasonnumber", "season",
          "episodenumber", "number",
          "releasename", "album");

  static MoreColumns of(FilePlan plan, KindForms forms, Kind kind, Rows row) {
    Map<String, JsonNode> attributes = new TreeMap<>();
    List<Credit> people = new ArrayList<>();
    Optional<KindForm> form = forms.of(kind);
    plan.more()
        .forEach((name, place) -> {
          String text = row.field(place);
          Optional<String> attribute = form.flatMap(one -> one.spelled(spelled(name)));
          if (attribute.isPresent()) {
            form.flatMap(one -> one.attribute(attribute.get()))
                .flatMap(shape -> AttributeText.read(attribute.get(), shape, text))
                .ifPresent(value -> attributes.put(attribute.get(), value));
          } else {
            role(name)
                .ifPresent(role ->
                    ItemReader.list(text).forEach(one -> people.add(new Credit(one, role))));
          }
        });
    return new MoreColumns(attributes, people);
  }

  private static String spelled(String name) {
    return ALSO.getOrDefault(Column.plain(name), name);
  }

  /// What people do whose column is called so: `Directors` are each a `director`.
  static Optional<String> role(String name) {
    String plain = Column.plain(name).toLowerCase(Locale.ROOT);
    String one = plain.endsWith("s") ? plain.substring(0, plain.length() - 1) : plain;
    return Credit.ROLES.contains(one) ? Optional.of(one) : Optional.empty();
  }

  /// Whether some built-in kind has an attribute of that name, or it is a role.
  static boolean isKnown(String name) {
    return role(name).isPresent()
        || Kind.builtIn().stream()
            .flatMap(kind -> KindForms.BUILT_IN.of(kind).stream())
            .anyMatch(form -> form.spelled(spelled(name)).isPresent());
  }
}
