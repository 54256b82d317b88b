//! Moments, quantiles and intervals.
