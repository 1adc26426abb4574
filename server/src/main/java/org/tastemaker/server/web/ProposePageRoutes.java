package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.KindForm;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.proposal.Proposals;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Where people propose what the catalogue lacks, or has wrong.
@Hidden
@Controller
@Needs(Permission.ME)
final class ProposePageRoutes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern EPISODE =
      Pattern.compile("(\\d{1,4})\\s*[xX×]\\s*(\\d{1,6})\\s+(.+)");

  private final Pages pages;
  private final Catalogue catalogue;
  private final LiveCatalogue live;
  private final Proposals proposals;

  ProposePageRoutes(Pages pages, Catalogue catalogue, LiveCatalogue live, Proposals proposals) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.live = live;
    this.proposals = proposals;
  }

  /// What a form is about.
  ///
  /// @param item null: a new one
  /// @param before how that item is
  private record Subject(KindForm form, @Nullable Item item, @Nullable ItemDraft before) {}

  @GetMapping("/propose")
  View ask(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(required = false) @Nullable Reference item) {
    var index = live.current();
    var subject = subject(kind, item, index);
    if (subject == null) {
      return pages.show(
          new ProposePage(kinds(index), null, null, List.of(), List.of(), FormErrors.NONE));
    }
    var form =
        subject.before() == null
            ? ItemForm.empty(subject.form())
            : ItemForm.of(subject.before(), subject.form());
    return pages.show(page(subject, form, FormErrors.NONE, index));
  }

  private @Nullable Subject subject(
      String kind, @Nullable Reference reference, CatalogueIndex index) {
    if (reference == null) {
      return index
          .findKind(kind)
          .filter(one -> !one.equals(Kind.UNKNOWN))
          .flatMap(index.forms()::of)
          .map(form -> new Subject(form, null, null))
          .orElse(null);
    }
    var item = ItemPageRoutes.visible(reference, catalogue, live);
    var draft = catalogue.draft(item.id()).orElseThrow(ProposePageRoutes::gone);
    var form = index.forms().of(draft.kind()).orElseThrow(ProposePageRoutes::gone);
    return new Subject(form, item, draft);
  }

  private static ProblemException gone() {
    return ProblemException.notFound("no-such-item", "This item is not here any more.");
  }

  private static List<Choice> kinds(CatalogueIndex index) {
    return index.knownKinds().stream()
        .filter(kind -> !kind.equals(Kind.UNKNOWN))
        .map(kind -> new Choice(kind.name(), Wording.one(kind), false))
        .toList();
  }

  private static ProposePage page(
      Subject subject, ItemForm form, FormErrors errors, CatalogueIndex index) {
    var more = new ArrayList<FormInput>();
    if (isNewSeries(subject)) {
      more.add(
          FormInput.area(
              "episodes",
              "Episodes",
              form.at("episodes"),
              "One a line, season and number before the title: 1x02 The Second One"));
    }
    more.add(
        FormInput.area("note", "For those who decide", form.at("note"), "Where you know it from"));
    return new ProposePage(
        kinds(index),
        subject.form().kind(),
        subject.item(),
        form.inputs(errors),
        more.stream().map(input -> input.in(errors)).toList(),
        errors);
  }

  private static boolean isNewSeries(Subject subject) {
    return subject.item() == null && subject.form().kind().equals(Kind.SERIES);
  }

  @PostMapping("/propose")
  View propose(@RequestParam MultiValueMap<String, String> fields, Caller caller) {
    var index = live.current();
    var item = fields.getFirst("item");
    var subject =
        subject(
            String.valueOf(fields.getFirst("kind")),
            item == null || item.isBlank() ? null : reference(item),
            index);
    if (subject == null) {
      throw ProblemException.invalid("kind", "Say what it is.");
    }
    var form = ItemForm.typed(subject.form(), fields);
    try {
      propose(subject, form, caller.self());
    } catch (ProblemException e) {
      return pages.show(
          HttpStatus.BAD_REQUEST, page(subject, form, Proposing.errors(e, form), index));
    }
    return pages.redirect("/proposals", "Thank you: a moderator will look at what you propose.");
  }

  private static Reference reference(String text) {
    try {
      return Reference.parse(text);
    } catch (IllegalArgumentException e) {
      throw gone();
    }
  }

  private void propose(Subject subject, ItemForm form, int person) {
    var note = form.at("note").isEmpty() ? null : form.at("note");
    if (subject.item() == null || subject.before() == null) {
      proposals.propose(null, form.body(), episodes(subject, form), note, person);
      return;
    }
    var patch = form.patch(subject.before());
    if (patch.isEmpty()) {
      throw ProblemException.badRequest("nothing-new", "You have changed nothing yet.");
    }
    proposals.propose(new OurId(subject.item().id()), patch, JSON.arrayNode(), note, person);
  }

  private static ArrayNode episodes(Subject subject, ItemForm form) {
    var episodes = JSON.arrayNode();
    if (!isNewSeries(subject)) {
      return episodes;
    }
    int number = 0;
    for (var line : form.at("episodes").lines().toList()) {
      number++;
      if (!line.isBlank()) {
        episodes.add(episode(number, line.strip()));
      }
    }
    return episodes;
  }

  private static ObjectNode episode(int number, String line) {
    var parts = EPISODE.matcher(line);
    if (!parts.matches()) {
      throw ProblemException.invalid(
          "episodes", "Line %d is not as 1x02 The Second One.".formatted(number));
    }
    var episode = JSON.objectNode().put("title", parts.group(3));
    episode
        .putObject("attributes")
        .put("season", Integer.parseInt(parts.group(1)))
        .put("number", Integer.parseInt(parts.group(2)));
    return episode;
  }
}
