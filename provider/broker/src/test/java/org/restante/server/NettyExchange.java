package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.Version;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Queue;
import java.nio.file.Path;
import java.util.List;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.LinkUri;
import org.restante.tcp.LoopBreaker;

/** Uses all that Restante uses of Netty. Loaded by another class loader, and called by reflection. */
public final class NettyExchange {

    private NettyExchange() {}

    /** Returns the version of Netty. */
    public static String run(Path folder) throws Exception {
        Certificate own = Certificate.create(folder, "server", "ip:127.0.0.1");
        Certificate other = Certificate.create(folder, "other", "dns:elsewhere.example");
        ServerOptions options =
                ServerOptions.at(List.of(Listen.parse("tcp://127.0.0.1:0"), Listen.parse("tls://127.0.0.1:0")));
        try (RestanteServer server = RestanteServer.start("vm:netty", with(options, own));
                RestanteServer misnamed = RestanteServer.start("vm:netty", with(options, other))) {
            exchange(
                    "tcp://" + server.addresses().get(0),
                    "tcp://" + server.addresses().get(0));
            String secure = "tls://" + server.addresses().get(1) + "?tlsCa=" + own.certificate();
            exchange(secure, secure);
            String wrong = "tls://" + misnamed.addresses().get(1) + "?tlsCa=" + other.certificate();
            assertThrows(JMSSecurityRuntimeException.class, new RestanteConnectionFactory(wrong)::createContext);
        }
        replaceLoops();
        exchange(
                "vm:holder?idleTimeout=0&data=" + folder.resolve("data"),
                "vm:attached?idleTimeout=0&data=" + folder.resolve("data"));
        return version();
    }

    /** Ends the event loops of both sides by an error; a connection that reconnects goes on, and so does the server. */
    private static void replaceLoops() throws Exception {
        ServerOptions options = ServerOptions.at(List.of(Listen.parse("tcp://127.0.0.1:0")));
        try (Server server = Server.start(
                        options,
                        (peer, events) -> LinkUri.parse("vm:netty-loops").open(events));
                JMSContext context = new RestanteConnectionFactory(
                                "tcp://" + server.addresses().get(0) + "?reconnect=true&heartbeat=600000")
                        .createContext()) {
            Queue queue = context.createQueue("q");
            for (String text : List.of("before", "client", "server")) {
                if (text.equals("client")) {
                    LoopBreaker.endLoopsOfClients();
                } else if (text.equals("server")) {
                    LoopBreaker.endAll(server.loops());
                }
                context.createProducer().send(queue, text);
                assertEquals(text, context.createConsumer(queue).receiveBody(String.class, 10_000));
            }
            assertTrue(server.loops().ended() > 0);
        }
    }

    private static ServerOptions with(ServerOptions options, Certificate certificate) {
        return options.withTls(new ServerOptions.Tls(certificate.certificate(), certificate.key(), null));
    }

    static String version() {
        return Version.identify(Version.class.getClassLoader())
                .get("netty-common")
                .artifactVersion();
    }

    private static void exchange(String uri, String other) {
        String text = "x".repeat(300_000);
        try (JMSContext first = new RestanteConnectionFactory(uri).createContext();
                JMSContext second = new RestanteConnectionFactory(other).createContext()) {
            Queue queue = first.createQueue("q");
            second.createProducer().send(queue, text);
            assertEquals(text, first.createConsumer(queue).receiveBody(String.class, 10_000));
        }
    }
}
