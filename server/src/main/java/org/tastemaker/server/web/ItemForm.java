package org.tastemaker.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.KindForm;
import org.tastemaker.server.catalogue.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An item as somebody writes it into a form: a text for each field, attributes among them. Lists
/// stand one a line or between commas; what belongs to a name stands behind a bar.
///
/// @param form of the item's kind
/// @param texts by field
record ItemForm(KindForm form, Map<String, String> texts) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ATTRIBUTE = "attributes.";
  private static final List<String> PLAIN =
      List.of("title", "description", "image", "language", "country", "franchise");

  /// The parts of an item that a form has fields for.
  static final Set<String> FIELDS =
      Stream.concat(
              PLAIN.stream(),
              Stream.of("year", "genres", "people", "titles", "keywords", "attributes"))
          .collect(Collectors.toUnmodifiableSet());

  /// One that nobody wrote anything into.
  static ItemForm empty(KindForm form) {
    return new ItemForm(form, Map.of());
  }

  /// An item that is there.
  static ItemForm of(ItemDraft draft, KindForm form) {
    var texts = new LinkedHashMap<String, String>();
    texts.put("title", draft.title());
    put(texts, "year", draft.year());
    texts.put("genres", String.join(", ", draft.genres()));
    texts.put("people", lines(draft.people(), credit -> credit.name() + " | " + credit.role()));
    put(texts, "description", draft.description());
    put(texts, "image", draft.imageUrl());
    put(texts, "language", draft.language());
    put(texts, "country", draft.country());
    put(texts, "franchise", draft.franchise());
    texts.put(
        "titles",
        lines(
            draft.titles(),
            one -> one.language() == null ? one.title() : one.title() + " | " + one.language()));
    texts.put("keywords", String.join(", ", draft.keywords()));
    form.attributes()
        .forEach((name, shape) -> {
          var value = draft.attributes().get(name);
          if (value != null) {
            texts.put(ATTRIBUTE + name, AttributeInputs.written(shape, value));
          }
        });
    return new ItemForm(form, texts);
  }

  private static void put(Map<String, String> texts, String field, @Nullable Object value) {
    texts.put(field, value == null ? "" : value.toString());
  }

  private static <T> String lines(List<T> list, Function<T, String> line) {
    return list.stream().map(line).collect(Collectors.joining("\n"));
  }

  /// What somebody sent. Browsers end lines as no other program does.
  static ItemForm typed(KindForm form, MultiValueMap<String, String> sent) {
    var texts = new LinkedHashMap<String, String>();
    sent.forEach((field, values) ->
        texts.put(field, values.isEmpty() ? "" : values.getFirst().replace("\r\n", "\n")));
    return new ItemForm(form, texts);
  }

  /// What a field holds, without space around.
  String at(String field) {
    return texts.getOrDefault(field, "").strip();
  }

  /// The fields, in their order.
  List<FormInput> inputs(FormErrors errors) {
    var inputs = new ArrayList<FormInput>();
    inputs.add(FormInput.text("title", "Title", at("title")).necessary());
    inputs.add(FormInput.number("year", "Year", at("year"), "1"));
    inputs.add(
        FormInput.text("genres", "Genres", at("genres")).hinted("Between commas: Crime, Drama"));
    inputs.add(
        FormInput.area(
            "people",
            "People",
            at("people"),
            "One a line, what they did behind a bar: Michael Mann | director"));
    inputs.add(FormInput.area("description", "What it is about", at("description"), null));
    form.attributes().forEach((name, shape) -> inputs.add(attribute(name, shape)));
    inputs.add(
        FormInput.area(
            "titles",
            "Other titles",
            at("titles"),
            "One a line, its language behind a bar: Fuego contra fuego | es"));
    inputs.add(FormInput.text("franchise", "Franchise", at("franchise")));
    inputs.add(FormInput.text("keywords", "Keywords", at("keywords")).hinted("Between commas"));
    inputs.add(FormInput.text("language", "Language", at("language")).hinted("Such as en"));
    inputs.add(FormInput.text("country", "Country", at("country")).hinted("Such as US"));
    inputs.add(FormInput.text("image", "Picture", at("image")).hinted("Its address, https://…"));
    return inputs.stream().map(input -> input.in(errors)).toList();
  }

  private FormInput attribute(String name, Shape shape) {
    var title = form.schema().path("properties").path(name).path("title");
    var field = ATTRIBUTE + name;
    return AttributeInputs.of(field, Fact.label(name, title), shape, at(field));
  }

  /// The item as the API takes it: what is empty is left out.
  ObjectNode body() {
    var body = JSON.objectNode().put("kind", form.kind().name());
    PLAIN.stream().filter(this::isFilled).forEach(field -> body.put(field, at(field)));
    if (isFilled("year")) {
      body.set("year", AttributeInputs.number(at("year")));
    }
    set(body, "genres", list(at("genres").split(",", -1)));
    set(body, "keywords", list(at("keywords").split(",", -1)));
    set(body, "people", pairs("people", "name", "role", "person"));
    set(body, "titles", pairs("titles", "title", "language", null));
    var attributes = JSON.objectNode();
    form.attributes()
        .forEach((name, shape) -> {
          if (isFilled(ATTRIBUTE + name)) {
            attributes.set(name, AttributeInputs.read(shape, at(ATTRIBUTE + name)));
          }
        });
    if (!attributes.isEmpty()) {
      body.set("attributes", attributes);
    }
    return body;
  }

  private boolean isFilled(String field) {
    return !at(field).isEmpty();
  }

  private static void set(ObjectNode body, String field, ArrayNode list) {
    if (!list.isEmpty()) {
      body.set(field, list);
    }
  }

  private static ArrayNode list(String[] texts) {
    var list = JSON.arrayNode();
    for (var text : texts) {
      if (!text.isBlank()) {
        list.add(text.strip());
      }
    }
    return list;
  }

  /// The lines of a field, cut at their last bar.
  private ArrayNode pairs(String field, String first, String second, @Nullable String usual) {
    var list = JSON.arrayNode();
    for (var line : at(field).lines().map(String::strip).filter(one -> !one.isEmpty()).toList()) {
      int bar = line.lastIndexOf('|');
      var pair = list.addObject().put(first, bar < 0 ? line : line.substring(0, bar).strip());
      var behind = bar < 0 ? usual : line.substring(bar + 1).strip();
      if (behind != null) {
        pair.put(second, behind);
      }
    }
    return list;
  }

  /// What makes this of an item: a JSON merge patch.
  ObjectNode patch(ItemDraft before) {
    var was = of(before, form).body();
    var now = body();
    var patch = differences(was, now);
    var attributes =
        differences(was.withObjectProperty("attributes"), now.withObjectProperty("attributes"));
    patch.remove("attributes");
    if (!attributes.isEmpty()) {
      patch.set("attributes", attributes);
    }
    return patch;
  }

  private static ObjectNode differences(ObjectNode was, ObjectNode now) {
    var names = new TreeSet<>(was.propertyNames());
    names.addAll(now.propertyNames());
    var patch = JSON.objectNode();
    for (var name : names) {
      JsonNode value = now.get(name);
      if (!Objects.equals(was.get(name), value)) {
        patch.set(name, value == null ? JSON.nullNode() : value);
      }
    }
    return patch;
  }
}
