package org.tastemaker.server.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TitlesTest {

  @Test
  void articleComesFirstAndTheYearApart() {
    assertThat(Titles.parse("Matrix, The (1999)"))
        .isEqualTo(new Titles("The Matrix", Optional.of(1999), List.of()));
  }

  @Test
  void alternateTitlesAreKept() {
    assertThat(Titles.parse("City of Lost Children, The (Cité des enfants perdus, La) (1995)"))
        .isEqualTo(
            new Titles(
                "The City of Lost Children",
                Optional.of(1995),
                List.of("La Cité des enfants perdus")));
    assertThat(Titles.parse("Yes, Madam (a.k.a. Police Assassins) (Huang gu shi jie) (1985)"))
        .isEqualTo(
            new Titles(
                "Yes, Madam", Optional.of(1985), List.of("Police Assassins", "Huang gu shi jie")));
    assertThat(Titles.parse("To Have, or Not (En avoir (ou pas)) (1995)"))
        .isEqualTo(new Titles("To Have, or Not", Optional.of(1995), List.of("En avoir (ou pas)")));
  }

  @Test
  void elidedArticleHasNoBlank() {
    assertThat(Titles.parse("Avventura, L' (Adventure, The) (1960)").title())
        .isEqualTo("L'Avventura");
  }

  @Test
  void spansOfYearsBeginWithTheYear() {
    assertThat(Titles.parse("Big Bang Theory, The (2007-)"))
        .isEqualTo(new Titles("The Big Bang Theory", Optional.of(2007), List.of()));
    assertThat(Titles.parse("Fawlty Towers (1975-1979)").year()).contains(1975);
    assertThat(Titles.parse("Rocky VI (1986) ").title()).isEqualTo("Rocky VI");
  }

  @Test
  void aTitleWithoutAYearStaysAsItIs() {
    assertThat(Titles.parse("Hyena Road"))
        .isEqualTo(new Titles("Hyena Road", Optional.empty(), List.of()));
    assertThat(Titles.parse("(500) Days of Summer (2009)").title())
        .isEqualTo("(500) Days of Summer");
    assertThat(Titles.parse("1984 (1984)").title()).isEqualTo("1984");
    assertThat(Titles.parse("(1999)").title()).isEqualTo("(1999)");
  }
}
