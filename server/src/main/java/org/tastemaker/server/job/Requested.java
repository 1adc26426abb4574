package org.tastemaker.server.job;

/// What became of asking for a job.
///
/// @param id the job
/// @param alreadyQueued whether the job had been waiting before, so that no second one was queued
public record Requested(long id, boolean alreadyQueued) {}
