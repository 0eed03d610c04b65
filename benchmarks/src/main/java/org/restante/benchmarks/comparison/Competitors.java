package org.restante.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The brokers on the class path: Restante first, then the peers. */
final class Competitors {

    private Competitors() {}

    static List<Competitor> all() {
        List<Competitor> all = new ArrayList<>();
        all.add(new RestanteCompetitor());
        ServiceLoader.load(Competitor.class).forEach(all::add);
        return all;
    }

    /** The trap: files of an earlier build may name peers that are gone, so Restante is found without a look at them. */
    static Competitor named(String name) {
        if (name.equals(PeerComparison.OURS)) {
            return new RestanteCompetitor();
        }
        List<Competitor> all = all();
        return all.stream()
                .filter(competitor -> competitor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no contender '" + name + "', only "
                        + all.stream().map(Competitor::name).toList()));
    }
}
