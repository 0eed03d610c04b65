package org.restante.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.restante.Restante;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** A broker with users and permissions, reached by requests, and what its audit log gets. Owned by the test's thread. */
public final class UsersFixture implements AutoCloseable {

    private final Logger logger = Logger.getLogger(Audit.NAME);
    private final String name;
    private final Path folder;
    private final String options;
    private final List<Link> links = new ArrayList<>();
    private final List<String> audit = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            audit.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Restante broker;
    private long sent;

    /**
     * Starts the broker.
     *
     * @param options further options of its URI, each with an ampersand in front
     * @param permissions the lines of the file of permissions
     */
    public UsersFixture(String name, Path folder, String options, String permissions, String... users) {
        this.name = name;
        this.folder = folder;
        this.options = options;
        try {
            List<String> lines = new ArrayList<>();
            for (String user : users) {
                lines.add(user + ":" + PasswordHash.of("tea", PasswordHash.MIN_ITERATIONS, new Random(1)));
            }
            Files.write(folder.resolve("users"), lines);
            Files.writeString(folder.resolve("permissions"), permissions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        logger.setLevel(Level.FINE); // a broker's own process is audited at DEBUG
        logger.addHandler(handler);
        broker = start();
    }

    private Restante start() {
        return Restante.start("vm:" + name + "?users=" + folder.resolve("users") + "&permissions="
                + folder.resolve("permissions") + options);
    }

    /** For a client of the JMS API. */
    public String uri() {
        return "vm:" + name;
    }

    /** A new link of a user, closed with the broker. */
    public Link as(String user) {
        return as(user, event -> {});
    }

    public Link as(String user, java.util.function.Consumer<Event> events) {
        try {
            Link link = LinkUri.parse(uri()).open(events);
            links.add(link);
            Reply reply = ask(link, new Request.Connect(user, "tea", new java.util.UUID(7, links.size())));
            if (!(reply instanceof Reply.Connected)) {
                throw new AssertionError(user + " cannot connect: " + reply);
            }
            return link;
        } catch (LinkException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Reply ask(Link link, Request request) {
        return link.request(request)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    public Envelope message(String to) {
        Header header = new Header(new MessageId(9, 9, ++sent), Address.parse(to), true, 4, 1, 0, 0, null, null, null);
        return Envelope.of(header, Map.of(), BodyKind.NONE, null);
    }

    /** A message with the property that names a dead letter's origin. */
    public Envelope deadLetter(String to, String origin) {
        return Envelope.of(message(to).header(), Map.of("JMS_RESTANTE_ORIGIN", origin), BodyKind.NONE, null);
    }

    /** The lines of the audit log since the last call. */
    public List<String> audited() {
        List<String> lines = List.copyOf(audit);
        audit.clear();
        return lines;
    }

    public void closeLinks() {
        links.forEach(Link::close);
        links.clear();
    }

    public void restart() {
        closeLinks();
        broker.close();
        broker = start();
    }

    @Override
    public void close() {
        closeLinks();
        broker.close();
        logger.removeHandler(handler);
        logger.setLevel(null);
    }
}
