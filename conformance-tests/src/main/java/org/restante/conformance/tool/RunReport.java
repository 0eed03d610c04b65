package org.restante.conformance.tool;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.restante.conformance.Capability;
import org.restante.conformance.tool.Verdict.Result;

/**
 * A finished run: what was tested, and the verdicts in the order of the chapters.
 *
 * @param provider the provider's name and version, as its connections tell it
 * @param suite the version of the suite
 * @param offered the capabilities that the provider offers
 * @param troubles failures outside of tests, such as of the stop of the provider
 */
record RunReport(
        String provider,
        String suite,
        Instant began,
        Duration time,
        List<Capability> offered,
        List<Verdict> verdicts,
        List<String> troubles) {

    /** How many verdicts have each result; all results are keys. */
    static Map<Result, Integer> count(List<Verdict> verdicts) {
        Map<Result, Integer> counts = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            counts.put(result, 0);
        }
        verdicts.forEach(verdict -> counts.merge(verdict.result(), 1, Integer::sum));
        return counts;
    }

    /** The verdicts by chapter, in the order of the specification. */
    Map<String, List<Verdict>> byChapter() {
        Map<String, List<Verdict>> chapters = new LinkedHashMap<>();
        for (String chapter : Chapters.inOrder(
                verdicts.stream().map(verdict -> verdict.test().chapter()).toList())) {
            chapters.put(
                    chapter,
                    verdicts.stream()
                            .filter(verdict -> verdict.test().chapter().equals(chapter))
                            .toList());
        }
        return chapters;
    }

    /** The verdicts with this result. */
    List<Verdict> with(Result result) {
        return verdicts.stream().filter(verdict -> verdict.result() == result).toList();
    }

    /** How many tests were left out for want of each capability. */
    SortedMap<Capability, Integer> notOffered() {
        SortedMap<Capability, Integer> counts = new TreeMap<>();
        for (Verdict verdict : with(Result.NOT_OFFERED)) {
            for (Capability capability : verdict.test().needs()) {
                if (!offered.contains(capability)) {
                    counts.merge(capability, 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    /** Whether all tests passed or failed as expected. */
    boolean isGood() {
        return with(Result.FAILED).isEmpty() && troubles.isEmpty();
    }
}
