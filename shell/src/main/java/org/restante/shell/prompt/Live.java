package org.restante.shell.prompt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.MessageFilter;
import org.restante.admin.Schedule;
import org.restante.link.DestinationStatus;
import org.restante.shell.session.Target;

/**
 * Cache of names in the broker, for completion. Any thread may ask; a thread of its own queries the broker.
 *
 * <p>An entry is valid for {@link #FRESH}. A caller waits at most {@link #PATIENCE}, and gets the old entry if the broker takes longer.
 * At most {@value #MAX_NAMES} names of a kind are kept.
 */
final class Live implements AutoCloseable {

    static final int MAX_NAMES = 2000;
    static final Duration FRESH = Duration.ofSeconds(2);
    static final Duration PATIENCE = Duration.ofMillis(300);

    private static final int LOOKED_AT = 100;

    private final Asking asking;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread own = new Thread(task, "restante-completion");
        own.setDaemon(true);
        return own;
    });

    /** Connects to the broker of the session for administration; null with another provider. */
    interface Asking {
        @Nullable
        Admin open();
    }

    private record Known(long at, List<String> names) {}

    Live(Asking asking) {
        this.asking = asking;
    }

    /** Adds a destination from a command, so that it is completed even with a provider that cannot be queried. */
    void used(String destination) {
        if (used.size() < MAX_NAMES) {
            used.add(destination);
        }
    }

    /** The names of destinations as users type them: a queue without its prefix. */
    List<String> destinations(boolean queues, boolean topics) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : ask("destinations", Live::destinations)) {
            if (name.startsWith("topic:") ? topics : queues) {
                names.add(name.startsWith("queue:") ? name.substring(6) : name);
            }
        }
        used.stream()
                .filter(name -> name.startsWith("topic:") ? topics : queues)
                .forEach(names::add);
        return List.copyOf(names);
    }

    private static Collection<String> destinations(Admin admin) {
        return admin.destinations().stream()
                .filter(status -> status.subscription() == null
                        && !status.address().kind().isTemporary()
                        && !status.address().toString().startsWith("queue:$"))
                .map(status -> status.address().toString())
                .toList();
    }

    List<String> subscriptions() {
        return ask(
                "subscriptions",
                admin -> admin.destinations().stream()
                        .map(DestinationStatus::subscription)
                        .filter(Objects::nonNull)
                        .map(DestinationStatus.Subscription::name)
                        .filter(Objects::nonNull)
                        .toList());
    }

    List<String> clientIds() {
        return ask(
                "clients",
                admin -> Stream.concat(
                                admin.connections().stream().map(each -> each.clientId()),
                                admin.destinations().stream()
                                        .map(DestinationStatus::subscription)
                                        .filter(Objects::nonNull)
                                        .map(DestinationStatus.Subscription::clientId))
                        .filter(Objects::nonNull)
                        .toList());
    }

    List<String> connections() {
        return ask(
                "connections",
                admin -> admin.connections().stream()
                        .map(each -> String.valueOf(each.id()))
                        .toList());
    }

    List<String> schedules() {
        return ask(
                "schedules",
                admin -> admin.schedules().stream().map(Schedule::id).toList());
    }

    /** The identifiers of messages in a queue; without a queue, of messages in all queues. */
    List<String> messageIds(@Nullable String queue) {
        return ask("ids " + queue, admin -> {
            List<String> ids = new ArrayList<>();
            for (String each : queues(admin, queue)) {
                messages(admin, each).forEach(message -> ids.add(message.id()));
            }
            return ids;
        });
    }

    /** The names of properties in messages of a queue; without a queue, of all queues. */
    List<String> properties(@Nullable String queue) {
        return ask("properties " + queue, admin -> {
            Set<String> names = new LinkedHashSet<>();
            for (String each : queues(admin, queue)) {
                messages(admin, each)
                        .forEach(message -> names.addAll(message.properties().keySet()));
            }
            return names;
        });
    }

    private static List<String> queues(Admin admin, @Nullable String queue) {
        if (queue != null) {
            Target target = Target.parse(queue);
            return target.isTopic() ? List.of() : List.of(target.name());
        }
        return admin.destinations().stream()
                .filter(status ->
                        !status.address().kind().isTopic() && status.counts().messages() > 0)
                .limit(10)
                .map(status -> status.address().toString())
                .toList();
    }

    private static List<BrowsedMessage> messages(Admin admin, String queue) {
        try (Stream<BrowsedMessage> messages =
                admin.queue(queue).browse(MessageFilter.all().withInFlight().limit(LOOKED_AT))) {
            return messages.toList();
        }
    }

    /** A query for names. */
    private interface Question {
        Collection<String> ask(Admin admin);
    }

    private List<String> ask(String key, Question question) {
        Known before = known.get(key);
        if (before != null && System.nanoTime() - before.at() < FRESH.toNanos()) {
            return before.names();
        }
        try {
            Future<List<String>> answer = thread.submit(() -> fetch(key, question));
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return before == null ? List.of() : before.names(); // completion shows no errors
        }
        return List.of();
    }

    private List<String> fetch(String key, Question question) {
        try (Admin admin = asking.open()) {
            List<String> names = admin == null
                    ? List.of()
                    : question.ask(admin).stream()
                            .distinct()
                            .sorted()
                            .limit(MAX_NAMES)
                            .toList();
            known.put(key, new Known(System.nanoTime(), names));
            return names;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
