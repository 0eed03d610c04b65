package org.restante.broker.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.restante.broker.backlog.Packer;
import org.restante.message.Address;
import org.restante.message.NamePattern;

/** Compares the tree of patterns with a linear search in a list of them. */
final class RoutesTest {

    private static final List<String> LEVELS = List.of("a", "b", "c", "*", ">");

    @Test
    void findsWhatAPlainSearchFindsWhileSubscriptionsComeAndGo() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Destinations destinations = new Destinations(new Policies(), new Packer(Packer.BLOCK), message -> {});
            List<DeliveryQueue> plain = new ArrayList<>();
            int id = 0;
            for (int step = 0; step < 500; step++) {
                if (random.nextInt(3) == 0 && !plain.isEmpty()) {
                    destinations.remove(plain.remove(random.nextInt(plain.size())));
                } else if (random.nextInt(20) == 0 && !plain.isEmpty()) {
                    Topic topic = destinations.topic(
                            plain.get(random.nextInt(plain.size())).address());
                    List.copyOf(topic.subscriptions()).forEach(destinations::remove);
                    destinations.remove(topic);
                    plain.removeIf(queue -> queue.address().equals(topic.address()));
                } else {
                    Address address = Address.topic(name(random, LEVELS.size()));
                    if (destinations.topic(address) == null) {
                        destinations.create(++id, address);
                    }
                    int topic = destinations.topic(address).id();
                    destinations.subscribe(
                            new SubscriptionDefinition(++id, topic, null, null, null, false, false, false));
                    plain.add(destinations.owner(id));
                }
                String name = name(random, 3);
                assertEquals(
                        search(plain, name), Set.copyOf(destinations.subscribers(Address.topic(name))), "seed " + seed);
            }
        }
    }

    private static String name(Random random, int levels) {
        return random.ints(1 + random.nextInt(3), 0, levels)
                .mapToObj(LEVELS::get)
                .collect(Collectors.joining("."));
    }

    private static Set<DeliveryQueue> search(List<DeliveryQueue> queues, String name) {
        return queues.stream()
                .filter(queue -> NamePattern.of(queue.address().name()).matches(name))
                .collect(Collectors.toSet());
    }
}
