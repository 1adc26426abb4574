package org.tastemaker.server.account;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.account.ErasureFile.Erasure;

/// Erases again whom a backup brings back.
public final class Erasures {
  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final ErasureFile file;

  Erasures(JdbcClient jdbc, Accounts accounts, ErasureFile file) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.file = file;
  }

  /// People who must not come back.
  public record Gone(Set<Erasure> erasures) {
    public Gone {
      erasures = Set.copyOf(erasures);
    }
  }

  /// Writes down whom the database says were erased, if that is not yet done.
  public void keep() {
    file.keep();
  }

  /// Who was erased, as far as the database, the file beside it and the other files know.
  ///
  /// @throws org.tastemaker.server.sql.StorageException with a sentence, when one of the files
  ///   cannot be read
  public Gone gone(List<Path> others) {
    file.keep();
    return new Gone(file.all(others));
  }

  /// Erases those of them whom the database has.
  ///
  /// @return how many those were
  public int repeat(Gone gone) {
    int erased = 0;
    for (var one : gone.erasures()) {
      erased += isBack(one) && accounts.erase(one.person()) ? 1 : 0;
    }
    file.keep();
    return erased;
  }

  private boolean isBack(Erasure erasure) {
    return jdbc.sql("select created_at from person where id = :person")
        .param("person", erasure.person())
        .query((row, _) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional()
        .filter(erasure.createdAt()::equals)
        .isPresent();
  }
}
