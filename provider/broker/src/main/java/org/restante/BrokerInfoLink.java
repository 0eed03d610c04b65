package org.restante;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.disk.FileProblem;
import org.restante.link.AdminRequest;
import org.restante.link.BrokerInfo;
import org.restante.link.BrokerInfo.SocketInfo;
import org.restante.link.ForwardingLink;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * What a broker does not know itself: its version, its directory, the servers that listen for it. Any thread may use it.
 *
 * <p>The trap: files are read on a thread of the common pool, as the broker thread does no I/O; so this answer may come after later
 * ones.
 */
final class BrokerInfoLink {

    private final @Nullable Path data;
    private final Supplier<BrokerInfo.@Nullable NodeInfo> node;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** A server that takes connections for the broker: its addresses and the counts of its sockets. */
    record Listener(List<String> addresses, Supplier<SocketInfo> sockets) {}

    /** Of a broker with a log of its own. */
    BrokerInfoLink(@Nullable Path data) {
        this(data, () -> null);
    }

    /** @param node what the process does on a shared log; null if the log is its own */
    BrokerInfoLink(@Nullable Path data, Supplier<BrokerInfo.@Nullable NodeInfo> node) {
        this.data = data;
        this.node = node;
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    /** This link, with answers to {@link AdminRequest.Info} completed by where the broker runs. */
    Link over(Link link) {
        return new ForwardingLink(link) {
            @Override
            public CompletionStage<Reply> request(Request request) {
                CompletionStage<Reply> reply = super.request(request);
                return request instanceof AdminRequest.Info
                        ? reply.thenApplyAsync(BrokerInfoLink.this::complete)
                        : reply;
            }
        };
    }

    private Reply complete(Reply reply) {
        if (!(reply instanceof Reply.Info info)) {
            return reply;
        }
        try {
            return new Reply.Info(complete(info.broker()));
        } catch (IOException e) {
            return new Reply.Refused(
                    Problem.INTERNAL, "the data directory " + data + " cannot be read: " + FileProblem.reason(e));
        }
    }

    private BrokerInfo complete(BrokerInfo known) throws IOException {
        BrokerInfo.About about = new BrokerInfo.About(
                version(),
                known.about().store(),
                known.about().startedAt(),
                known.about().now(),
                data == null ? null : data.toString(),
                data == null ? 0 : bytes(data),
                addresses());
        SocketInfo sockets =
                listeners.stream().map(each -> each.sockets().get()).reduce(SocketInfo.NONE, BrokerInfoLink::sum);
        return new BrokerInfo(
                about, known.load(), known.traffic(), known.log(), known.snapshots(), sockets, node.get());
    }

    /** The addresses of servers first: the socket of the directory is bound at about the same time. */
    private List<String> addresses() {
        return listeners.stream()
                .flatMap(each -> each.addresses().stream())
                .sorted(Comparator.comparing(address -> address.startsWith("unix:")))
                .toList();
    }

    /** On the module path the descriptor has it, on the class path the manifest of the jar. */
    private static String version() {
        Module module = BrokerInfoLink.class.getModule();
        String version = module.isNamed()
                ? module.getDescriptor().rawVersion().orElse(null)
                : BrokerInfoLink.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    private static SocketInfo sum(SocketInfo a, SocketInfo b) {
        return new SocketInfo(
                a.open() + b.open(),
                a.accepted() + b.accepted(),
                a.refused() + b.refused(),
                a.bytesIn() + b.bytesIn(),
                a.bytesOut() + b.bytesOut());
    }

    /** The sizes of all files; one that goes meanwhile counts nothing. */
    private static long bytes(Path directory) throws IOException {
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }
}
