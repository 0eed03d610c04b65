package org.restante.soak;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TemporaryTopic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.restante.CaseSamples;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.server.RawClient;
import org.restante.tcp.HostPort;
import org.restante.tcp.WireCodec;

/**
 * A user who may connect and do nothing else, and who tries to stop the others; and a disk that is busy. Each attack is a thread that
 * repeats it until {@link #end}; what the server refuses is counted.
 */
final class Eve {

    static final String END = "end";

    private static final long PAUSE_MILLIS = 10;
    private static final int SILENT = 200;
    /** Keeps the disk busy, in turns without her, too. */
    private static final String DISK = "disk";

    /** What she does by default, and by itself in {@link CostOfAttacks}. */
    static final List<String> ATTACKS =
            List.of("opens", "forges", "silent", "trickles", "guesses", "http", "names", "selectors", "mutates", DISK);

    /** Sends nothing and only takes a core, in her process: what an attack costs because both have the same cores. */
    static final String SPIN = "spins";

    private static final boolean WITH_DISK = Boolean.parseBoolean(System.getProperty("soak.disk", "true"));
    private static final int FILE = 32 << 20;

    private final int port;
    private final int http;
    private final Path folder;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final Map<String, Integer> done = new ConcurrentHashMap<>();

    private interface Attack {
        void once(Random random) throws IOException, JMSException;
    }

    private Eve(int port, int http, Path folder, Collection<String> attacks) {
        this.port = port;
        this.http = http;
        this.folder = folder;
        attacks.forEach(name -> begin(name, attack(name)));
    }

    /**
     * {@code PORT HTTP-PORT FOLDER}. A line of input names the attacks to begin with; {@link #END} ends them, and writes how often each was
     * made.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Eve eve = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.equals(END)) {
                eve = new Eve(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Path.of(arguments[2]),
                        List.of(line.split(",")));
            } else if (eve != null) {
                eve.end();
                System.out.println(eve);
            }
        }
    }

    /** What goes on beside the applications in each turn: a busy disk, unless it is left out; with her, all attacks. */
    static List<String> beside(boolean withEve) {
        return ATTACKS.stream()
                .filter(name -> name.equals(DISK) ? WITH_DISK : withEve)
                .toList();
    }

    /** Whether one of these is an attack; a busy disk is none. */
    static boolean attacks(List<String> names) {
        return !names.isEmpty() && !names.equals(List.of(DISK));
    }

    private Attack attack(String name) {
        return switch (name) {
            case "opens" -> this::opens;
            case "forges" -> this::forges;
            case "silent" -> this::silent;
            case "trickles" -> this::trickles;
            case "guesses" -> this::guesses;
            case "http" -> this::unfinished;
            case "names" -> this::names;
            case "selectors" -> this::selectors;
            case "mutates" -> this::mutates;
            case DISK -> this::fillsDisk;
            case SPIN -> this::spins;
            default -> throw new IllegalArgumentException("there is no attack '" + name + "'");
        };
    }

    private void spins(Random random) {
        while (ended.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private void begin(String name, Attack attack) {
        Thread thread = new Thread(
                () -> {
                    Random random = new Random(name.hashCode());
                    try {
                        while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                            attempt(name, attack, random);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "eve-" + name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void attempt(String name, Attack attack, Random random) {
        try {
            attack.once(random);
            done.merge(name, 1, Integer::sum);
        } catch (IOException | JMSException | JMSRuntimeException e) {
            refused.merge(name, 1, Integer::sum);
        }
    }

    private RestanteConnectionFactory factory() {
        return new RestanteConnectionFactory("tcp://127.0.0.1:" + port);
    }

    private RawClient loggedIn() throws IOException {
        RawClient client = new RawClient(new HostPort("127.0.0.1", port));
        client.hello(1, 1).answer();
        client.request(1, new Request.Connect("eve", ServerProcess.PASSWORD)).next(RawClient.REPLY);
        return client;
    }

    private boolean goesOn(long pause) throws IOException {
        try {
            return !ended.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void opens(Random random) throws IOException {
        try (RawClient client = loggedIn()) {
            for (int i = 0; i < 500; i++) {
                client.request(2 + i, new Request.OpenConsumer(i, i, Address.queue("queue"), null, false, null));
            }
            for (int i = 0; i < 500; i++) {
                client.next(RawClient.REPLY);
            }
        }
    }

    private void forges(Random random) throws IOException {
        try (RawClient client = loggedIn()) {
            for (int i = 0; i < 200; i++) {
                List<Tag> tags = new ArrayList<>();
                for (int tag = 0; tag < 100; tag++) {
                    tags.add(new Tag(1 + random.nextInt(8), 4, random.nextInt(100_000)));
                }
                client.request(2 + i, new Request.Acknowledge(1, tags)).next(RawClient.REPLY);
            }
        }
    }

    private void silent(Random random) throws IOException {
        Deque<Socket> sockets = new ArrayDeque<>();
        try {
            for (int i = 0; i < SILENT && goesOn(1); i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            goesOn(2_000);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void trickles(Random random) throws IOException {
        try (RawClient client = loggedIn()) {
            client.begin(30 << 20, 1);
            while (goesOn(200)) {
                client.bytes(new byte[] {1});
            }
        }
    }

    private void guesses(Random random) throws IOException {
        try (RawClient client = new RawClient(new HostPort("127.0.0.1", port))) {
            client.hello(1, 1).answer();
            client.request(1, new Request.Connect("anna", "guess-" + random.nextInt()))
                    .next(RawClient.REPLY);
        }
    }

    private void unfinished(Random random) throws IOException {
        Deque<Socket> sockets = new ArrayDeque<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), http);
                sockets.add(socket);
                socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: x".getBytes(StandardCharsets.US_ASCII));
            }
            goesOn(1_000);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void names(Random random) throws IOException {
        try (RawClient client = loggedIn()) {
            String name = "n".repeat(4_000_000);
            client.request(2, new Request.OpenConsumer(1, 1, Address.queue(name), null, false, null))
                    .next(RawClient.REPLY);
            client.request(3, new Request.Identify(name)).next(RawClient.REPLY);
            client.request(4, new Request.Unsubscribe(name)).next(RawClient.REPLY);
        }
    }

    /** Many consumers of a topic of her own, with selectors that are slow to evaluate, and messages that go to none of them. */
    private void selectors(Random random) throws JMSException {
        try (JMSContext context = factory().createContext("eve", ServerProcess.PASSWORD)) {
            TemporaryTopic own = context.createTemporaryTopic();
            String slow = "p LIKE '%" + "a%".repeat(200) + "b'";
            for (int i = 0; i < 1_000; i++) {
                context.createConsumer(own, slow + " OR n = " + i);
            }
            for (int i = 0; i < 20 && ended.getCount() > 0; i++) {
                context.createProducer()
                        .setProperty("p", "a".repeat(20_000))
                        .setProperty("n", -1)
                        .send(own, "message");
            }
        }
    }

    private void mutates(Random random) throws IOException {
        List<CaseSamples.Stated> all = CaseSamples.requests();
        try (RawClient client = loggedIn()) {
            for (int i = 0; i < 100; i++) {
                byte[] bytes = WireCodec.encode(
                                all.get(random.nextInt(all.size())).request())
                        .head()
                        .clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                client.frame(RawClient.REQUEST, 2 + i, bytes).next(RawClient.REPLY);
            }
        }
    }

    /** Keeps the disk busy beside the broker: big files, forced. */
    private void fillsDisk(Random random) throws IOException {
        Path file = folder.resolve("ballast");
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            ByteBuffer part = ByteBuffer.allocate(1 << 20);
            for (int written = 0; written < FILE && goesOn(0); written += part.capacity()) {
                out.write(part.clear());
            }
            out.force(true);
        }
    }

    /** How often each attack was made, and how often it ended in a refusal. */
    @Override
    public String toString() {
        return "made " + new TreeMap<>(done) + ", refused " + new TreeMap<>(refused);
    }

    /** Waits until all attacks have come to an end. */
    private void end() throws InterruptedException {
        ended.countDown();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }
    }
}
