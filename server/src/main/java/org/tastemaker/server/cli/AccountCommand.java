package org.tastemaker.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.account.Account;
import org.tastemaker.server.account.Accounts;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.SignUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "account",
    description = "Makes accounts, gives them roles, resets passwords.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      AccountCommand.Create.class,
      AccountCommand.Grant.class,
      AccountCommand.ResetPassword.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./tastemaker account create ann_b ann@example.org --role moderator",
      "  ./tastemaker account grant ann_b admin",
      "  ./tastemaker account reset-password ann_b"
    })
final class AccountCommand {
  private static final String ACTOR = "command line";

  AccountCommand() {}

  private static Account known(Accounts accounts, String login) {
    return accounts
        .find(login)
        .orElseThrow(() -> new CommandException(ExitCode.REFUSED, "There is no account " + login));
  }

  /// The one that was given, or a new one that is printed.
  private static String password(@Nullable String given) {
    return given == null ? Accounts.randomPassword() : given;
  }

  private static String shown(@Nullable String given, String password) {
    return given == null ? " Its password, shown this once: " + password : "";
  }

  @Command(
      name = "create",
      description = "Makes an account; without --password a random one is made and printed.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  ./tastemaker account create ann_b ann@example.org --role moderator")
  static final class Create implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "USERNAME", description = "4 to 30 letters, digits, _.")
    private String username;

    @Parameters(index = "1", paramLabel = "EMAIL", description = "The address.")
    private String email;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "user, moderator or admin; user without.")
    private Role role = Role.USER;

    @Option(names = "--password", paramLabel = "TEXT", description = "At least 10 characters.")
    private @Nullable String given;

    Create() {}

    @Override
    public Integer call() {
      var password = password(given);
      try (var facades = where.facades()) {
        var account =
            facades
                .of(Accounts.class)
                .create(new SignUp(email, username, password, null, null, null, null), role, ACTOR)
                .orElseThrow(() ->
                    new CommandException(
                        ExitCode.REFUSED, "The address " + email + " has an account already."));
        output.print(
            given == null ? Map.of("account", account, "password", password) : account,
            "%s is person %d and has the role %s.%s"
                .formatted(account.username(), account.id(), role.label(), shown(given, password)));
      }
      return ExitCode.DONE.code();
    }
  }

  @Command(
      name = "grant",
      description = "Gives an account a role; it counts on the next request.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  ./tastemaker account grant ann_b admin")
  static final class Grant implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its username or address.")
    private String login;

    @Parameters(index = "1", paramLabel = "ROLE", description = "user, moderator or admin.")
    private Role role;

    Grant() {}

    @Override
    public Integer call() {
      try (var facades = where.facades()) {
        var accounts = facades.of(Accounts.class);
        var account = known(accounts, login);
        accounts.grant(account.id(), role, ACTOR);
        output.print(
            known(accounts, login),
            "%s has the role %s now.".formatted(account.username(), role.label()));
      }
      return ExitCode.DONE.code();
    }
  }

  @Command(
      name = "reset-password",
      description = "Sets a new password and ends every session; without --password it is random.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  ./tastemaker account reset-password ann_b")
  static final class ResetPassword implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "ACCOUNT", description = "Its username or address.")
    private String login;

    @Option(names = "--password", paramLabel = "TEXT", description = "At least 10 characters.")
    private @Nullable String given;

    ResetPassword() {}

    @Override
    public Integer call() {
      var password = password(given);
      try (var facades = where.facades()) {
        var accounts = facades.of(Accounts.class);
        var account = known(accounts, login);
        accounts.resetPassword(account, password, null, ACTOR);
        output.print(
            given == null ? Map.of("account", account, "password", password) : account,
            "%s has a new password.%s".formatted(account.username(), shown(given, password)));
      }
      return ExitCode.DONE.code();
    }
  }
}
