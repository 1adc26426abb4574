package org.tastemaker.server.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The forms of all kinds at one moment.
public final class KindForms {

  /// Those that come with the product, and that of items which nobody described.
  public static final KindForms BUILT_IN =
      new KindForms(
          Stream.concat(
                  Kind.builtIn().stream().map(KindForm::builtIn),
                  Stream.of(KindForm.bare(Kind.UNKNOWN)))
              .toList());

  private final Map<Kind, KindForm> forms;

  private KindForms(Collection<KindForm> forms) {
    this.forms =
        Collections.unmodifiableMap(
            new TreeMap<>(
                forms.stream().collect(Collectors.toMap(KindForm::kind, Function.identity()))));
  }

  /// These and the ones that are built in.
  static KindForms with(List<KindForm> declared) {
    return new KindForms(
        Stream.concat(BUILT_IN.forms.values().stream(), declared.stream()).toList());
  }

  /// These, and one without attributes for a kind that is none of them.
  public KindForms allowing(Kind kind) {
    return forms.containsKey(kind)
        ? this
        : new KindForms(
            Stream.concat(forms.values().stream(), Stream.of(KindForm.bare(kind))).toList());
  }

  public Optional<KindForm> of(Kind kind) {
    return Optional.ofNullable(forms.get(kind));
  }

  /// All kinds, sorted.
  public Set<Kind> kinds() {
    return forms.keySet();
  }

  /// The kinds that somebody may say an item to be.
  Set<Kind> named() {
    return forms.keySet().stream()
        .filter(kind -> !kind.equals(Kind.UNKNOWN))
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  /// Refuses an item that no kind allows.
  ///
  /// @throws InvalidItemException naming the field
  public void check(ItemDraft draft) {
    KindForm form =
        of(draft.kind())
            .orElseThrow(() ->
                new InvalidItemException(
                    "kind",
                    "There is no kind %s. One of %s."
                        .formatted(
                            draft.kind(),
                            named().stream().map(Kind::name).collect(Collectors.joining(", ")))));
    form.check(draft.attributes());
  }
}
