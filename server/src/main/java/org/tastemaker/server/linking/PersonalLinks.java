package org.tastemaker.server.linking;

import java.util.List;
import org.tastemaker.server.interaction.PersonalData;

/// The accounts elsewhere that somebody has linked. The provider's tokens are this server's, and
/// not in an export, which is kept who knows where.
record PersonalLinks(LinkRows rows, Farewells farewells) implements PersonalData {

  @Override
  public String name() {
    return "links";
  }

  @Override
  public List<Link> of(int person) {
    return rows.of(person);
  }

  @Override
  public void erase(int person) {
    farewells.unlinkAll(person);
  }
}
