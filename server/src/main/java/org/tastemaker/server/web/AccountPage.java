package org.tastemaker.server.web;

import java.util.List;
import java.util.UUID;
import org.tastemaker.server.account.Profile;

/// One's own account, with a form for each thing that can be changed.
///
/// @param form what stands in the form about oneself
/// @param wrong which form has the errors: its last word in the path
/// @param kinds all that the catalogue has
/// @param genres likewise
record AccountPage(
    Profile profile,
    List<Place> places,
    ProfileForm form,
    String wrong,
    FormErrors errors,
    List<String> kinds,
    List<String> genres)
    implements Page {

  /// Where somebody is signed in.
  ///
  /// @param here whether it is the browser that shows this
  record Place(UUID id, String name, String address, Moment lastUsed, boolean here) {}

  /// What is wrong with that form.
  FormErrors in(String formName) {
    return formName.equals(wrong) ? errors : FormErrors.NONE;
  }

  Moment since() {
    return new Moment(profile.account().createdAt());
  }
}
