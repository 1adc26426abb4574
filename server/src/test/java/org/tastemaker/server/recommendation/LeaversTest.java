package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;

/// Whoever leaves is not in the next models.
final class LeaversTest {
  @Test
  void theNextModelsAreTrainedWithoutWhoeverLeft() {
    try (var world = new World()) {
      var server = world.server();
      var leaver = TestAccount.fresh(server, "leaver");
      for (var n = 1; n <= 7; n++) {
        var path = "/api/v1/items/test:Crime%20movie%20" + n + "/rating";
        assertThat(leaver.send("PUT", path, "{\"stars\":" + (n % 5 + 1) + "}").status())
            .isEqualTo(201);
      }
      World.train(server);
      var with = rating(world);

      var left =
          leaver.send("DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}");
      assertThat(left.status()).isEqualTo(204);
      World.train(server);

      var without = rating(world);
      assertThat(without.path("id").asInt()).isGreaterThan(with.path("id").asInt());
      assertThat(without.path("people").asInt()).isEqualTo(with.path("people").asInt() - 1);
      assertThat(without.path("interactions").asInt())
          .isEqualTo(with.path("interactions").asInt() - 7);
    }
  }

  /// The newest model that predicts ratings: it is trained on every rating there is.
  private static tools.jackson.databind.JsonNode rating(World world) {
    return world.got("/api/v1/models?role=rating&limit=1").path("models").get(0);
  }
}
