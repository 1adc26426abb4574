/// Background work: jobs are rows with an owner, a heartbeat, progress and an outcome; db-scheduler
/// picks and locks them, workers run them, and a job whose worker died is taken over by another.
/// Knows no feature: features bring their [JobKind]s and [Chore]s.
@NullMarked
package org.tastemaker.server.job;

import org.jspecify.annotations.NullMarked;
