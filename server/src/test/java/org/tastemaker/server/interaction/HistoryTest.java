package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static List<String> told(History history) {
    var told = new ArrayList<String>();
    history.tell(
        new History.Visitor() {
          @Override
          public void at(long second) {
            told.add("at " + second);
          }

          @Override
          public void rated(int item, int hundredths) {
            told.add(item + " rated " + hundredths);
          }

          @Override
          public void active(int item, Activity activity, long count) {
            told.add(item + " " + activity + " " + count);
          }

          @Override
          public void declined(int item, List<DeclineReason> reasons) {
            told.add(item + " declined");
          }

          @Override
          public void begun(int item) {
            told.add(item + " begun");
          }
        });
    return told;
  }

  @Test
  void isToldByItemAndTypeInWhateverOrderItCame() {
    var history = new History.Builder();
    history.add(Integer.MAX_VALUE, LogType.RATED, 450, 9);
    history.add(7, LogType.SHARE, 0, 0);
    history.add(7, LogType.SHARE, 0, 0);
    history.add(3, LogType.DECLINED, 0, 5);
    history.add(7, LogType.PLAYED, 2, 6);
    history.add(7, LogType.RATED, 300, 8);
    var built = history.build();
    assertThat(told(built))
        .containsExactly(
            "3 declined",
            "at 8",
            "7 rated 300",
            "at 6",
            "7 PLAYED 2",
            "7 begun",
            "at 9",
            Integer.MAX_VALUE + " rated 450");
    assertThat(built.size()).isEqualTo(5);
  }

  @Test
  void growsAndKeepsWhatCameInOrder() {
    var history = new History.Builder();
    for (int item = 0; item < 1_000; item++) {
      history.add(item, LogType.RATED, item, item);
    }
    var built = history.build();
    assertThat(built.size()).isEqualTo(1_000);
    assertThat(told(built)).startsWith("at 0", "0 rated 0").endsWith("at 999", "999 rated 999");
  }
}
