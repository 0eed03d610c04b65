package org.restante.benchmarks.comparison;

/**
 * One measured value of a load: one row of the table for each transport and mode.
 *
 * @param target the least ratio to the best peer that is aimed at
 */
record Metric(String title, String unit, boolean higherIsBetter, double target) {

    static Metric rate(String title, double target) {
        return new Metric(title, "msg/s", true, target);
    }

    static Metric lower(String title, String unit, double target) {
        return new Metric(title, unit, false, target);
    }

    /** How many times better {@code ours} is than {@code theirs}; above 1 is better for either direction. */
    double ratio(double ours, double theirs) {
        return higherIsBetter ? ours / theirs : theirs / ours;
    }
}
