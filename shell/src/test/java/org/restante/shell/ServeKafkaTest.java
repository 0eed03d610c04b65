package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.kafka.cluster.KafkaCluster;

/** Servers whose log is on Kafka, as separate processes, and the commands that look at them. */
final class ServeKafkaTest {

    @TempDir
    private Path folder;

    private ServerProcesses servers;

    @BeforeEach
    void setServers() {
        servers = new ServerProcesses(folder);
    }

    @AfterEach
    void endAll() {
        servers.close();
    }

    private Ran run(String... arguments) {
        return Ran.on(folder.resolve("unused"), "", arguments);
    }

    private static HttpResponse<String> get(String http, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(http + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void twoServersShareALogAndOneGoesOnForTheOther() throws Exception {
        KafkaCluster cluster = KafkaCluster.shared();
        String url = "kafka:shop?bootstrap=" + cluster.bootstrap();
        Ran before = run("check", "--url", url);
        assertEquals(0, before.code(), before.out() + before.err());
        assertTrue(before.out().contains("ok     cluster: 3 nodes answer at "), before.out());
        assertTrue(before.out().contains("ok     topic: shop.0 is not there; the first start makes it"), before.out());

        ServerProcesses.Child first = servers.start("first", "--url", url);
        assertEquals("owner of kafka:shop at " + cluster.bootstrap() + ", epoch 1", first.line());
        ServerProcesses.Child second = servers.start("second", "--url", url);
        assertEquals(
                "standby of kafka:shop at " + cluster.bootstrap() + "; the owner was last " + first.tcp(),
                second.line());
        assertEquals(0, run("publish", "orders", "tea", "--url", url).code());
        Ran info = run("info", "--url", url);
        assertTrue(info.out().contains("log         kafka:shop at " + cluster.bootstrap()), info.out() + info.err());
        assertTrue(info.out().contains(", owner, epoch 1, took over after "), info.out());
        assertEquals(
                "owner 1\n",
                run("info", "--url", first.tcp(), "--format", "{role} {epoch}").out());
        Ran refused = run("queues", "--url", second.tcp());
        assertTrue(refused.err().contains("not here: the broker is at " + first.tcp()), refused.err());
        assertEquals(4, refused.code());
        assertEquals(200, get(second.http(), "/health").statusCode());
        HttpResponse<String> ready = get(second.http(), "/ready");
        assertEquals(503, ready.statusCode());
        assertEquals("not here: the broker is at " + first.tcp() + "\n", ready.body());
        assertTrue(get(second.http(), "/metrics").body().contains("restante_node_owner 0.0"));
        assertTrue(get(first.http(), "/metrics").body().contains("restante_node_owner 1.0"));

        first.process().destroyForcibly();
        assertGoesOn(url, second);
        assertSaysWhatIsWrong(cluster, url);
    }

    private void assertGoesOn(String url, ServerProcesses.Child second) throws Exception {
        assertEquals(
                "tea\n", run("poll", "orders", "--ack", "-qoraw", "--url", url).out());
        Awaitility.await().until(() -> get(second.http(), "/ready").statusCode() == 200);
        assertTrue(get(second.http(), "/metrics").body().contains("restante_node_epoch 2.0"));
        Ran after = run("check", "--url", url);
        assertTrue(
                after.out()
                        .contains("the last to own the log is '" + second.tcp().substring(6)),
                after.out());
    }

    private void assertSaysWhatIsWrong(KafkaCluster cluster, String url) throws IOException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "shop.0");
        KafkaCluster.get(cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        topic,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("retention.ms", "604800000"), AlterConfigOp.OpType.SET))))
                .all());
        Awaitility.await().until(() -> run("check", "--url", url).code() == 1);
        Ran wrong = run("check", "--url", url, "-o", "ndjson");
        assertTrue(
                wrong.out().contains("\"text\":\"retention.ms is 604800000 of topic shop.0; set retention.ms=-1\""),
                wrong.out());
    }

    @Test
    void saysWhatIsWrongWithTheUri() {
        Ran without = run("serve", "--url", "kafka:shop", "--check");
        assertEquals(2, without.code());
        assertTrue(without.err().contains("needs the option 'bootstrap'"), without.err());
        Ran client = run("serve", "--url", "tcp://127.0.0.1:7270", "--check");
        assertEquals(2, client.code());
        assertTrue(client.err().contains("or for a log on Kafka"), client.err());
        Ran everywhere = run("serve", "--url", "kafka:shop?bootstrap=k:9092&listen=tcp://0.0.0.0:7270", "--check");
        assertEquals(2, everywhere.code());
        assertTrue(everywhere.err().contains("names no host"), everywhere.err());
        Ran valid =
                run("serve", "--url", "kafka:shop?bootstrap=k:9092&listen=tcp://127.0.0.1:7270&linger=3s", "--check");
        assertEquals(0, valid.code(), valid.err());
        assertEquals(2, run("check", "--url", "tcp://127.0.0.1:7270").code());
        Ran unknown = run("check", "--url", "kafka:shop?bootstrap=k:9092&lsten=x");
        assertTrue(unknown.err().contains("'lsten'"), unknown.err());
    }
}
