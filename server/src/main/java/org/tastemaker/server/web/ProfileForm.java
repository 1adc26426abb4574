package org.tastemaker.server.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.tastemaker.server.account.Profile;
import org.tastemaker.server.account.ProfilePatch;
import org.tastemaker.server.interaction.Privacy;
import org.tastemaker.server.interaction.Visibility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What somebody says of themselves, as they typed it.
///
/// @param shown the parts of the profile that everybody sees
/// @param kinds the interests
record ProfileForm(
    String username,
    String name,
    String surname,
    String birthDate,
    String bio,
    List<String> shown,
    List<String> kinds,
    List<String> genres) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static ProfileForm of(Profile profile) {
    var account = profile.account();
    var shown =
        Arrays.stream(Privacy.Part.values())
            .filter(profile.privacy()::shows)
            .map(ProfileForm::nameOf)
            .toList();
    return new ProfileForm(
        account.username(),
        text(account.name()),
        text(account.surname()),
        text(account.birthDate()),
        text(profile.bio()),
        shown,
        profile.interests().kinds(),
        profile.interests().genres());
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /// The form that somebody sent.
  static ProfileForm typed(MultiValueMap<String, String> fields) {
    return new ProfileForm(
        text(fields.getFirst("username")),
        text(fields.getFirst("name")),
        text(fields.getFirst("surname")),
        text(fields.getFirst("birthDate")),
        text(fields.getFirst("bio")),
        fields.getOrDefault("shown", List.of()),
        fields.getOrDefault("kinds", List.of()),
        fields.getOrDefault("genres", List.of()));
  }

  private static String nameOf(Privacy.Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  boolean shows(String part) {
    return shown.contains(part);
  }

  boolean likesKind(String kind) {
    return kinds.contains(kind);
  }

  boolean likesGenre(String genre) {
    return genres.contains(genre);
  }

  /// All of it is said: what was emptied is taken away.
  ProfilePatch patch() {
    var privacy = JSON.objectNode();
    for (var part : Privacy.Part.values()) {
      var visibility = shows(nameOf(part)) ? Visibility.EVERYONE : Visibility.NOBODY;
      privacy.put(nameOf(part), visibility.label());
    }
    var interests = JSON.objectNode();
    interests.set("kinds", array(kinds));
    interests.set("genres", array(genres));
    return new ProfilePatch(
        JSON.stringNode(username),
        node(name),
        node(surname),
        node(birthDate),
        node(bio),
        privacy,
        interests,
        null,
        null);
  }

  /// Browsers end lines as no other program does.
  private static JsonNode node(String typed) {
    return typed.isBlank() ? JSON.nullNode() : JSON.stringNode(typed.replace("\r\n", "\n"));
  }

  private static JsonNode array(List<String> texts) {
    var array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
