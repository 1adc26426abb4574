package org.tastemaker.engine.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.RatingSamples;

/// Bayesian factorisation of ratings by Gibbs sampling: nothing is tuned, every weight is drawn
/// from what the ratings leave possible, and predictions are averaged over the draws. Values are
/// stars; with times, so are the periods that people rated in.
///
/// The model is the one that Steffen Rendle, Li Zhang, Yehuda Koren, "On the Difficulty of
/// Evaluating Baselines: A Study on Recommender Systems", arXiv 1905.01395, 2019, call Bayesian
/// (time)SVD++ *flipped*, sampled weight by weight as in Steffen Rendle, "Factorization Machines
/// with libFM", ACM TIST 3(3), 2012 (after Ruslan Salakhutdinov, Andriy Mnih, "Bayesian
/// Probabilistic Matrix Factorization using Markov Chain Monte Carlo", ICML 2008):
///
/// `r = μ + a_u + b_i + c_t + P_u·Q_i + P_u·T_t + Q_i·T_t + ε`, where `P_u = p_u + |N(u)|^−½·Σ y_j`
/// over the items j that somebody rated, `Q_i = q_i + |N(i)|^−½·Σ x_v` over the people v who rated
/// an item, and likewise for the biases `a` and `b`; t is the period.
///
/// Every group of weights and dimension has a normal prior, with a normal–gamma prior of its own
/// (all hyper-parameters 1, mean 0). Where we depart: products within a group (`p_u·y_j`) are left
/// out, because the biases can say as much; and the noise ε has a precision for every person, drawn
/// around the common one with ν = `noiseFreedom` degrees of freedom: some people's ratings say
/// less.
///
/// Several chains run side by side, a thread each, and are averaged; the same bytes for a seed with
/// any number of threads. A sweep costs O(ratings·(k + 3)); memory 8 bytes a rating, 4 a rating and
/// chain, and 16·(k + 3) bytes for every person, item and period and chain. The model holds
/// `published` draws of the item side, 8·(k + 1) bytes an item each; what is learnt of people, for
/// evaluation alone, `samples` draws of 4·(k + 3) bytes for every person and item.
///
/// @param factors k, 1 to 512
/// @param chains how many, 1 to 64
/// @param sweeps of each chain, those of the warm-up included
/// @param warmUp how many sweeps are made before anything is kept
/// @param samples draws kept for predictions as trained, of all chains, evenly spaced
/// @param published draws in the model, of all chains, evenly spaced; requests and the model cost
///   in proportion, and with few of them folding in loses what the averaging gains
/// @param implicit whether what was rated counts beside how (`y`, `x`)
/// @param periodSeconds the length of a period; 0 leaves times out
/// @param noiseFreedom ν, at least 1; the higher, the more alike people's noise
public record BayesianMf(
    int factors,
    int chains,
    int sweeps,
    int warmUp,
    int samples,
    int published,
    boolean implicit,
    long periodSeconds,
    double noiseFreedom)
    implements Algorithm {

  public BayesianMf {
    Demand.between("factors", factors, 1, 512);
    Demand.between("chains", chains, 1, 64);
    Demand.between("sweeps", sweeps, 1, 100_000);
    Demand.between("warmUp", warmUp, 0, sweeps - 1);
    Demand.between("samples", samples, chains, 100_000);
    Demand.between("published", published, chains, samples);
    Demand.between("periodSeconds", (double) periodSeconds, 0, 1e9);
    Demand.between("noiseFreedom", noiseFreedom, 1, 1e6);
  }

  /// 16 factors, two chains of 200 sweeps, periods of a day.
  public BayesianMf() {
    this(16, 2, 200, 40, 80, 40, true, 86_400, 8);
  }

  @Override
  public String name() {
    return "bayesian-mf";
  }

  @Override
  public boolean predictsRatings() {
    return true;
  }

  @Override
  public Model train(Interactions data, Run run) {
    return sampled(data, run, false).model();
  }

  @Override
  public Trained trainWithPeople(Interactions data, Run run) {
    return sampled(data, run, true);
  }

  private Trained sampled(Interactions data, Run run, boolean withPeople) {
    var ratings = SampledRatings.of(data, periodSeconds);
    List<Course> courses = new ArrayList<>();
    for (int chain = 0; chain < chains; chain++) {
      courses.add(new Course(new GibbsChain(this, ratings, run.seed(), chain), withPeople));
    }
    for (int sweep = 0; sweep < sweeps; sweep++) {
      int now = sweep;
      var span =
          new Parallel.Span(
              share(sweep), share(sweep + 1), "sweep " + (sweep + 1) + " of " + sweeps);
      Parallel.tasks(run, chains, span, () -> chain -> courses.get(chain).sweep(now));
    }
    run.progress(1, "done");
    return trained(ratings, courses, withPeople);
  }

  private double share(int sweep) {
    return sweep / (double) sweeps;
  }

  private Trained trained(SampledRatings ratings, List<Course> courses, boolean withPeople) {
    List<RatingSamples.Sample> all = new ArrayList<>();
    List<SampledPeople.Draw> draws = new ArrayList<>();
    for (var course : courses) {
      all.addAll(course.published);
      draws.addAll(course.draws);
    }
    var model = new RatingSamples(ratings.scale(), (float) noiseFreedom, all);
    return new Trained(
        model, withPeople ? Optional.of(new SampledPeople(ratings, draws)) : Optional.empty());
  }

  /// One chain on its way, and what is kept of it.
  private final class Course {
    private final GibbsChain chain;
    private final boolean withPeople;
    private final List<RatingSamples.Sample> published = new ArrayList<>();
    private final List<SampledPeople.Draw> draws = new ArrayList<>();

    Course(GibbsChain chain, boolean withPeople) {
      this.chain = chain;
      this.withPeople = withPeople;
    }

    void sweep(int sweep) {
      chain.sweep();
      if (isKept(sweep, BayesianMf.this.published)) {
        published.add(chain.sample());
      }
      if (withPeople && isKept(sweep, samples)) {
        draws.add(chain.draw());
      }
    }

    /// Whether one of `count` draws of all chains is taken after a sweep: of n sweeps the last, and
    /// those before it at even distances.
    private boolean isKept(int sweep, int count) {
      long kept = Math.min(count / chains, sweeps - warmUp);
      long at = sweep - warmUp + 1L;
      return at > 0 && at * kept / (sweeps - warmUp) > (at - 1) * kept / (sweeps - warmUp);
    }
  }
}
