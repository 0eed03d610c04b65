package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.log.shared.Outcome;
import org.restante.log.shared.SharedMemoryLog;

/**
 * A random history of three processes on one shared log, from a seed: owners are killed, frozen and woken, records are lost, doubled
 * and late, standbys follow and take over at any moment. Owned by the thread that runs it.
 */
final class SharedSimulation {

    private static final int SEGMENT = 1 << 10;

    private final Random random;
    private final SharedMemoryLog.Topic topic = new SharedMemoryLog.Topic(SEGMENT);
    private final List<SharedNode> nodes = new ArrayList<>();
    private final List<SharedClient> clients = new ArrayList<>();
    private final SharedModel model = new SharedModel();
    private final Set<Coverage> coverage;
    private final int hardship;
    /** Whether messages do not wait long, so that most of the log is dead. */
    private final boolean isEager;

    private long time = 10_000_000;

    /** Whether nothing happens any more but what the nodes do. */
    private boolean isCalm;

    /** What the histories must cover together. */
    enum Coverage {
        TAKEN_OVER,
        CLAIMED_BEFORE,
        FROZEN_OWNER_APPENDED,
        OWNERS_AT_ONCE,
        LOST,
        DOUBLED,
        FOREIGN,
        KILLED,
        STEPPED_DOWN,
        SNAPSHOTS,
        STANDBY_SNAPSHOTS,
        COPIED_FORWARD,
        TRIMMED,
        REDELIVERED,
        UNKNOWN_SENDS_KEPT,
        UNKNOWN_SENDS_GONE,
        COMPARED
    }

    SharedSimulation(long seed, Set<Coverage> coverage) throws IOException {
        this.random = new Random(seed);
        this.coverage = coverage;
        this.isEager = seed % 3 == 0;
        this.hardship = seed % 15 == 0 ? 60 : 1 + random.nextInt(8);
        BrokerOptions options = BrokerOptions.forHeap(1 << 30)
                .withMaxMessage(2000)
                .withCacheBytes(random.nextInt(3) == 0 ? 0 : 1 << 20)
                .withSnapshotBytes(600 + random.nextInt(3000))
                .withBlock(2 + random.nextInt(7));
        for (String name : List.of("a", "b", "c")) {
            nodes.add(new SharedNode(name, topic, options, this, random));
        }
    }

    long time() {
        return time;
    }

    void run(int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            step();
        }
        finish();
    }

    private SharedNode node() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private @Nullable SharedNode owner() {
        List<SharedNode> owners = nodes.stream()
                .filter(node -> node.isOwner() && !node.frozen && node.engine().failure() == null)
                .toList();
        if (owners.size() > 1) {
            coverage.add(Coverage.OWNERS_AT_ONCE);
        }
        return owners.isEmpty() ? null : owners.get(random.nextInt(owners.size()));
    }

    private void step() throws IOException {
        time += random.nextInt(20);
        SharedNode node = node();
        int dice = random.nextInt(100);
        if (dice < 35) {
            use();
        } else if (dice < 50) {
            send(node);
        } else if (dice < 65) {
            if (!node.frozen) {
                node.log().read(random.nextInt(6));
            }
        } else if (dice < 85) {
            turn(node);
        } else if (dice < 93) {
            if (!node.frozen) {
                node.work();
            }
        } else if (dice < 95) {
            node.frozen = !node.frozen && random.nextInt(hardship) == 0;
        } else if (dice < 97) {
            perhapsTakeOver(node);
        } else if (dice < 98) {
            perhapsKill(node);
        } else if (dice < 99) {
            compare(node);
        } else {
            fault(node);
        }
    }

    /** Records of a frozen node may be on their way, too. */
    private void send(SharedNode node) {
        int before = topic.size();
        node.log().send(random.nextInt(5), random);
        if (node.frozen && topic.size() > before) {
            coverage.add(Coverage.FROZEN_OWNER_APPENDED);
        }
    }

    private void turn(SharedNode node) throws IOException {
        if (!node.frozen) {
            boolean isOwner = node.isOwner();
            node.turn();
            if (isOwner && !node.isOwner()) {
                coverage.add(Coverage.STEPPED_DOWN);
            }
        }
    }

    private void perhapsTakeOver(SharedNode node) throws IOException {
        boolean isNeeded = nodes.stream().noneMatch(any -> any.isOwner() && !any.frozen);
        if (!node.isOwner() && !node.frozen && (isNeeded || random.nextInt(2 * hardship) == 0)) {
            coverage.add(node.takeOver() ? Coverage.TAKEN_OVER : Coverage.CLAIMED_BEFORE);
        }
    }

    /** What the others do while a node is about to claim. */
    void beforeClaim() {
        if (isCalm) {
            return;
        }
        for (SharedNode node : nodes) {
            if (random.nextInt(3) == 0) {
                node.log().send(random.nextInt(4), random);
            }
        }
        if (random.nextInt(8) == 0) {
            SharedMemoryLog rival = new SharedMemoryLog(topic, "rival", () -> {});
            try {
                rival.claim(); // and is never heard of again
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void perhapsKill(SharedNode node) throws IOException {
        if (random.nextInt(hardship) == 0) {
            coverage.add(Coverage.KILLED);
            node.frozen = false;
            node.restart(random.nextInt(4) == 0);
        }
    }

    private void fault(SharedNode node) {
        switch (random.nextInt(4)) {
            case 0 -> {
                if (node.log().lose()) {
                    coverage.add(Coverage.LOST);
                }
            }
            case 1 -> node.log().fail();
            case 2 -> node.log().alive();
            default -> {
                topic.append(new byte[random.nextInt(80)]);
                coverage.add(Coverage.FOREIGN);
            }
        }
    }

    /** A process ends as owner, or as standby; the links of its clients are lost with it. */
    void gone(SharedNode node) {
        goes(node);
        clients.removeIf(client -> client.isAt(node));
    }

    /** What a node did until now counts. */
    void goes(SharedNode node) {
        coverage.addAll(node.covered());
    }

    private void use() {
        SharedNode owner = owner();
        if (owner == null) {
            return;
        }
        List<SharedClient> its =
                clients.stream().filter(client -> client.isAt(owner)).toList();
        if (its.isEmpty() || (its.size() < 3 && random.nextInt(6) == 0)) {
            clients.add(new SharedClient(owner, model, random, isEager));
        } else {
            SharedClient client = its.get(random.nextInt(its.size()));
            client.step();
        }
        clients.removeIf(SharedClient::hasEnded);
    }

    private void compare(SharedNode node) throws IOException {
        List<String> warm = node.frozen ? null : node.picture();
        if (warm != null) {
            assertEquals(node.recovered(), warm, "a standby differs from a recovery");
            coverage.add(Coverage.COMPARED);
        }
    }

    /** In the end all is delivered, one node owns the log, and its queues have what the model says. */
    private void finish() throws IOException {
        for (SharedNode node : nodes) {
            node.frozen = false;
            if (random.nextInt(3) == 0) {
                node.restart(random.nextBoolean());
            }
        }
        isCalm = true;
        settle();
        SharedNode last = node();
        for (int i = 0; i < 3 && !last.isOwner(); i++) { // an owner may find now that it has lost an append
            assertTrue(last.takeOver(), "nobody else claims");
            settle();
        }
        assertTrue(last.isOwner() && last.engine().failure() == null, "the last owner has failed");
        assertNull(last.log().cut());
        clients.stream().filter(client -> client.isAt(last)).forEach(SharedClient::close);
        SharedClient taker = new SharedClient(last, model, random, isEager);
        taker.takeAll(this::settleUnchecked);
        model.check();
        if (topic.isTrimmed()) {
            coverage.add(Coverage.TRIMMED);
        }
        if (last.log().voided().contains(Outcome.Reason.REPEATED)) {
            coverage.add(Coverage.DOUBLED);
        }
        model.cover(coverage);
        coverage.addAll(last.covered());
        for (SharedNode node : nodes) {
            compare(node);
        }
        assertFalse(coverage.isEmpty());
    }

    private void settleUnchecked() {
        try {
            settle();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void settle() throws IOException {
        nodes.forEach(node -> node.log().alive());
        for (int round = 0; round < 40; round++) {
            for (SharedNode node : nodes) {
                node.log().send(Integer.MAX_VALUE, null);
            }
            for (SharedNode node : nodes) {
                node.log().read(Integer.MAX_VALUE);
                turn(node);
                node.work();
            }
        }
    }

    static Set<Coverage> noCoverage() {
        return EnumSet.noneOf(Coverage.class);
    }
}
