package org.tastemaker.engine.evaluation;

import org.tastemaker.engine.algorithm.LearntPeople;
import org.tastemaker.engine.algorithm.Trained;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.Popularity;
import org.tastemaker.engine.model.RatingModel;
import org.tastemaker.engine.model.Taste;

/// What a trained algorithm says of one person of a test.
interface Scorer {
  /// The score of something hidden.
  ///
  /// @param at its place among the hidden
  float hidden(int at);

  /// The score of every item.
  void score(float[] scores);

  /// Makes the scorers of a test.
  interface Source {
    Scorer of(HeldOut person);
  }

  /// Folds people in.
  static Source foldedIn(Model model) {
    return person -> new Folded(model.foldIn(person.given()), person);
  }

  /// Takes people as they were trained; who was not is folded in.
  static Source asTrained(Trained trained, LearntPeople people) {
    return person ->
        person.trainee() == HeldOut.NOBODY
            ? foldedIn(trained.model()).of(person)
            : new Known(people, person);
  }

  /// What scores above 0 as it is, below it everything else by popularity.
  static Source filledUp(Source source, Popularity popularity) {
    var popular = new float[popularity.items()];
    popularity.foldIn(Profile.empty()).score(popular);
    float most = 0;
    for (float score : popular) {
      most = Math.max(most, score);
    }
    float above = most + 1;
    return person -> new FilledUp(source.of(person), popular, above);
  }

  /// A prediction brought onto the scale of the ratings.
  static float onScale(Model model, float prediction) {
    return model instanceof RatingModel ratings ? ratings.clip(prediction) : prediction;
  }

  /// Somebody folded in.
  record Folded(Taste taste, HeldOut person) implements Scorer {
    @Override
    public float hidden(int at) {
      return taste.score(person.hidden().items()[at]);
    }

    @Override
    public void score(float[] scores) {
      taste.score(scores);
    }
  }

  /// Somebody who was trained on.
  record Known(LearntPeople people, HeldOut person) implements Scorer {
    @Override
    public float hidden(int at) {
      return people.score(person.trainee(), person.hidden().items()[at], person.second(at));
    }

    @Override
    public void score(float[] scores) {
      people.score(person.trainee(), scores);
    }
  }

  /// Somebody whom popularity helps out.
  record FilledUp(Scorer own, float[] popular, float above) implements Scorer {
    @Override
    public float hidden(int at) {
      return own.hidden(at);
    }

    @Override
    public void score(float[] scores) {
      own.score(scores);
      for (int item = 0; item < popular.length; item++) {
        if (!(scores[item] > 0)) {
          scores[item] = popular[item] - above;
        }
      }
    }
  }
}
