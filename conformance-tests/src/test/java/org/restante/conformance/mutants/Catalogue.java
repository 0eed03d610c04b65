package org.restante.conformance.mutants;

import java.util.List;
import java.util.stream.Stream;

/** All mutants, in the order of the families. */
final class Catalogue {

    private Catalogue() {}

    static List<Mutant> all() {
        return Stream.of(
                        HeaderMutants.all(),
                        PropertyMutants.all(),
                        BodyMutants.all(),
                        SelectorMutants.all(),
                        DeliveryMutants.all(),
                        HistoryMutants.all(),
                        BrowserMutants.all(),
                        TemporaryMutants.all(),
                        ConnectionMutants.all(),
                        SessionMutants.all(),
                        SendingMutants.all(),
                        CompletionMutants.all(),
                        ReceivingMutants.all(),
                        SubscriptionMutants.all(),
                        ContextMutants.all(),
                        DurabilityMutants.all(),
                        ServingMutants.all(),
                        XaMutants.all())
                .flatMap(List::stream)
                .toList();
    }
}
