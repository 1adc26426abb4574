package org.tastemaker.server.linking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.account.Audit;
import org.tastemaker.server.account.Client;
import org.tastemaker.server.account.MasterSecret;
import org.tastemaker.server.account.ProviderAccounts;
import org.tastemaker.server.account.Secrets;
import org.tastemaker.server.account.Tokens;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.linking.Waiting.Attempt;
import org.tastemaker.server.linking.Waiting.Grant;
import org.tastemaker.server.linking.Waiting.Ticket;
import tools.jackson.databind.json.JsonMapper;

/// Signing in by a provider, and linking its accounts to one here.
///
/// The browser goes to the provider and comes back with a code of the provider's; then it goes on
/// to a front end with a code of ours, which the front end exchanges. So no token is ever in an
/// address. A link is made only when who asked for it also brings the code: whoever lures another
/// browser through the provider gets nothing linked, in either direction.
final class Linking {
  private static final Logger LOG = LoggerFactory.getLogger(Linking.class);

  private final Waiting waiting;
  private final LinkRows rows;
  private final Farewells farewells;
  private final ProviderAccounts accounts;
  private final People people;
  private final Audit audit;
  private final MasterSecret secret;
  private final JsonMapper json;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  Linking(
      Waiting waiting,
      LinkRows rows,
      Farewells farewells,
      ProviderAccounts accounts,
      People people,
      Audit audit,
      MasterSecret secret,
      JsonMapper json,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.waiting = waiting;
    this.rows = rows;
    this.farewells = farewells;
    this.accounts = accounts;
    this.people = people;
    this.audit = audit;
    this.secret = secret;
    this.json = json;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// Where a browser goes at the end, and what it is to do there.
  ///
  /// @param linkTo who links; null for who signs in
  record Plan(String goal, @Nullable String challenge, @Nullable Integer linkTo) {}

  /// What comes back from a provider.
  ///
  /// @param browser what the browser alone knows; null when it knows nothing
  record ComeBack(
      @Nullable String code,
      @Nullable String error,
      @Nullable String issuer,
      @Nullable String browser) {}

  /// Somebody is signed in.
  record SignedIn(Identity identity, int person, Tokens tokens) {}

  /// Begins: the provider's address for the browser.
  ///
  /// @param browser what this browser alone knows from now on
  /// @throws LinkingException when the provider has to say where, and cannot be asked
  String begin(Provider provider, String callback, Plan plan, String browser) {
    var departure = provider.departure(callback);
    var attempt =
        new Attempt(
            provider.name(),
            callback,
            hash(browser),
            departure.verifier(),
            departure.nonce(),
            plan.goal(),
            Goals.isOwn(plan.goal()) ? hash(browser) : plan.challenge(),
            plan.linkTo());
    waiting.keep(departure.state(), attempt);
    return departure.url();
  }

  /// What is known of a sign-in that comes back; it is used up by this.
  Optional<Attempt> attempt(String state) {
    return waiting.takeAttempt(state);
  }

  /// Finds out who came back, and makes an account for who is new.
  ///
  /// @return a code for the front end, good for a minute
  /// @throws LinkingException when nobody is signed in or linked
  String arrive(Provider provider, Attempt attempt, String state, ComeBack callback) {
    check(provider, attempt, callback);
    var arrival = provider.arrival(attempt, state, Objects.requireNonNull(callback.code()));
    Grant grant =
        Objects.requireNonNull(
            transactions.execute(status ->
                attempt.linkTo() == null
                    ? signIn(arrival, attempt)
                    : link(arrival, attempt, attempt.linkTo())));
    return waiting.keep(grant);
  }

  private static void check(Provider provider, Attempt attempt, ComeBack callback) {
    if (callback.browser() == null || !same(attempt.browser(), hash(callback.browser()))) {
      throw new LinkingException(Failure.OTHER_BROWSER, "it was begun in another browser");
    }
    if (!attempt.provider().equals(provider.name())) {
      throw new LinkingException(Failure.EXPIRED, "it was begun by " + attempt.provider());
    }
    if (callback.issuer() != null && !provider.isIssuer(callback.issuer())) {
      throw new LinkingException(Failure.IDENTITY_REFUSED, "another issuer answers");
    }
    if (callback.error() != null) {
      throw new LinkingException(
          "access_denied".equals(callback.error()) ? Failure.DENIED : Failure.PROVIDER_ERROR,
          "the provider answers " + callback.error());
    }
    if (callback.code() == null) {
      throw new LinkingException(Failure.PROVIDER_ERROR, "the provider sent no code");
    }
  }

  private Grant signIn(Provider.Arrival arrival, Attempt attempt) {
    var identity = arrival.identity();
    rows.lock(identity);
    var known = rows.person(identity);
    known.ifPresent(person -> rows.used(identity, encrypted(arrival.tokens()), clock.instant()));
    int person = known.orElseGet(() -> newcomer(arrival));
    return new Grant(identity, person, false, null, attempt.challenge());
  }

  /// Whoever was known by the provider's id without an account has one now, with all that they did.
  private int newcomer(Provider.Arrival arrival) {
    var identity = arrival.identity();
    int person = people.ensure(identity.key());
    if (accounts.find(person).isPresent()) {
      throw new LinkingException(Failure.LINKED_TO_ANOTHER, "an account has this id unlinked");
    }
    if (identity.email() != null && accounts.hasEmail(identity.email())) {
      throw new LinkingException(Failure.ADDRESS_TAKEN, "an account has this address");
    }
    accounts.create(person, identity.name(), identity.email(), identity.provider());
    insert(identity, person, arrival.tokens());
    return person;
  }

  private Grant link(Provider.Arrival arrival, Attempt attempt, int person) {
    refuseLinked(arrival.identity(), person);
    return new Grant(arrival.identity(), person, true, arrival.tokens(), attempt.challenge());
  }

  private void refuseLinked(Identity identity, int person) {
    if (rows.person(identity).isPresent()) {
      throw new LinkingException(Failure.LINKED_TO_ANOTHER, "it is linked already");
    }
    if (rows.has(person, identity.provider())) {
      throw new LinkingException(Failure.ALREADY_LINKED, "another account of it is linked");
    }
    if (people
        .find(identity.key())
        .filter(one -> one != person)
        .flatMap(accounts::find)
        .isPresent()) {
      throw new LinkingException(Failure.LINKED_TO_ANOTHER, "an account has this id unlinked");
    }
  }

  private void insert(Identity identity, int person, ProviderTokens tokens) {
    rows.insert(identity, person, encrypted(tokens), clock.instant());
    audit.note(person, "provider-linked", identity.provider(), null);
  }

  private byte[] encrypted(ProviderTokens tokens) {
    return secret.encrypt(json.writeValueAsBytes(tokens));
  }

  /// Notes that it came to nothing.
  void failed(Provider provider, @Nullable Integer person, LinkingException why) {
    LOG.warn(
        "Signing in by {} failed, {}: {}",
        provider.name(),
        why.failure().code(),
        String.valueOf(why.getMessage()).replaceAll("\\p{Cntrl}", " "));
    audit.note(person, "provider-sign-in-failed", provider.name(), why.failure().code());
  }

  /// Changes a code for a session.
  ///
  /// @param verifier what the code's challenge is the hash of, if it has one
  /// @throws ProblemException 400 when the code is not good, or no longer
  SignedIn exchange(String code, @Nullable String verifier, Client client) {
    var grant = redeem(code, verifier).orElseThrow(Linking::noGoodCode);
    return new SignedIn(grant.identity(), grant.person(), accounts.signIn(grant.person(), client));
  }

  /// Who signs in by a code.
  Optional<Grant> redeem(String code, @Nullable String verifier) {
    var grant =
        grant(code, verifier)
            .filter(one -> !one.link())
            .filter(one -> accounts.find(one.person()).isPresent());
    grant.ifPresent(one -> audit.note(one.person(), "signed-in", one.identity().provider(), null));
    return grant;
  }

  /// The code is used up whether or not the verifier fits.
  private Optional<Grant> grant(String code, @Nullable String verifier) {
    return waiting
        .takeGrant(code)
        .filter(one ->
            one.challenge() == null
                ? verifier == null
                : verifier != null && same(one.challenge(), hash(verifier)));
  }

  private static ProblemException noGoodCode() {
    return ProblemException.badRequest(
        "invalid-code",
        "This code was used before, is older than a minute, was meant for something else or comes without its verifier: begin again.");
  }

  /// A text that lets the person's browser begin to link.
  String ticket(Provider provider, int person, String goal, @Nullable String challenge) {
    refuseSecond(provider, person);
    return waiting.keep(new Ticket(provider.name(), person, goal, challenge));
  }

  /// @throws ProblemException 409 when the person has linked an account of the provider
  void refuseSecond(Provider provider, int person) {
    if (rows.has(person, provider.name())) {
      throw conflict(Failure.ALREADY_LINKED);
    }
  }

  Optional<Ticket> redeem(String ticket) {
    return waiting.takeTicket(ticket);
  }

  /// Links by a code that the same person asked for.
  ///
  /// @throws ProblemException 400 when the code is not good, 409 when it is linked already
  Link link(Provider provider, int person, String code, @Nullable String verifier) {
    var grant = grant(code, verifier).filter(Grant::link).orElseThrow(Linking::noGoodCode);
    if (grant.person() != person || !grant.identity().provider().equals(provider.name())) {
      audit.note(
          grant.person(), "provider-link-refused", provider.name(), Failure.OTHER_PERSON.code());
      throw noGoodCode();
    }
    try {
      transactions.executeWithoutResult(status -> link(grant));
    } catch (LinkingException e) {
      throw conflict(e.failure());
    }
    return of(person).stream()
        .filter(one -> one.provider().equals(provider.name()))
        .findFirst()
        .orElseThrow();
  }

  private void link(Grant grant) {
    var identity = grant.identity();
    rows.lock(identity);
    accounts.lockHavingPassword(grant.person());
    refuseLinked(identity, grant.person());
    insert(identity, grant.person(), Objects.requireNonNull(grant.tokens()));
    people.assign(identity.key(), grant.person());
  }

  private static ProblemException conflict(Failure failure) {
    return ProblemException.conflict(
        failure.code(),
        failure == Failure.ALREADY_LINKED
            ? "You have linked an account of this provider already: unlink it first."
            : "This account of the provider is linked to another account here: sign in by it, or unlink it there first.");
  }

  List<Link> of(int person) {
    return rows.of(person);
  }

  /// Takes a link away, and the provider's tokens with it, but for the last way in.
  ///
  /// @throws ProblemException 404 when there is no such link, 409 when it is the last way in
  void unlink(String provider, int person) {
    transactions.executeWithoutResult(status -> {
      boolean password = accounts.lockHavingPassword(person);
      var links = rows.of(person);
      var gone =
          links.stream()
              .filter(one -> one.provider().equals(provider))
              .findFirst()
              .orElseThrow(() ->
                  ProblemException.notFound(
                      "no-such-link", "You have linked no account of this provider."));
      if (!password && links.size() == 1) {
        throw ProblemException.conflict(
            "last-way-in",
            "This is your only way in: choose a password or link another provider first.");
      }
      farewells.unlink(person, provider);
      people.release(new Identity(provider, gone.id(), gone.name(), null).key(), person);
      audit.note(person, "provider-unlinked", provider, null);
    });
  }

  private static String hash(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(text));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
