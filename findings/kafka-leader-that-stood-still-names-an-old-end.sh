#!/usr/bin/env bash
# Apache Kafka 4.4.0: `endOffsets` returns an end of the partition that lies before records which were acknowledged with acks=all before it was
# called.
#
# Input: three nodes (KRaft, each broker and controller), a topic with 3 replicas and min.insync.replicas=2. 10 records are acknowledged. The
# process of the partition's leader is stopped (SIGSTOP); another node leads; 10 more are acknowledged. Then a consumer that has seen the topic
# before calls `endOffsets`, the process goes on (SIGCONT), and the call returns. It is called again until the answer changes.
#
# Expected: 20, as 20 records were acknowledged before the call; or an error that is tried again, as the node leads no more. A program that
# reads "to the end" misses half, without an error; neither acks nor isolation.level prevents it.
#
# Seen on 2026-11-30, Java 17.0.15, 127.0.0.1:
#   acknowledged: 20
#   the end, from a call behind the last acknowledgement: 10
#   the end, later: 20
# Source: Restante's owner of a log on Kafka would have begun without half of the log (its docs/decisions/0055-kafka-as-it-is.md).
#
# Needs a JDK from 17 on and mvn. Exit status: 0 as seen, 1 another behaviour, 2 it could not be run.
set -u
folder=$(mktemp -d) || exit 2
nodes=()
end() {
    for node in "${nodes[@]}"; do kill -CONT "$node" 2> /dev/null; kill -9 "$node" 2> /dev/null; done
    wait 2> /dev/null
    rm -rf "$folder"
}
trap end EXIT
cd "$folder" || exit 2

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.4.0</version></dependency>
  </dependencies>
</project>
XML
cat > Finding.java <<'JAVA'
import java.net.ServerSocket;
import java.util.*;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.*;

public class Finding {
    static final TopicPartition PARTITION = new TopicPartition("log", 0);

    public static void main(String[] args) throws Exception {
        if (args[0].equals("ports")) {
            List<ServerSocket> free = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                free.add(new ServerSocket(0));
            }
            for (ServerSocket one : free) {
                System.out.print(one.getLocalPort() + " ");
                one.close();
            }
            return;
        }
        String[] ports = args[0].split(",");
        String all = "127.0.0.1:" + String.join(",127.0.0.1:", ports);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", all, "request.timeout.ms", 2000));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", all, "acks", "all", "request.timeout.ms", 2000),
                        new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", all), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            NewTopic topic = new NewTopic("log", 1, (short) 3).configs(Map.of("min.insync.replicas", "2"));
            for (int tries = 0; ; tries++) {
                try {
                    admin.createTopics(List.of(topic)).all().get();
                    break;
                } catch (Exception e) {
                    if (tries == 60) {
                        throw e;
                    }
                    Thread.sleep(1000);
                }
            }
            send(producer);
            consumer.endOffsets(List.of(PARTITION));
            int leader = leader(admin, -1);
            System.out.println("leader " + leader);
            System.in.read(); // its process stands still
            leader(admin, leader);
            send(producer);
            FutureTask<Long> call = new FutureTask<>(() -> consumer.endOffsets(List.of(PARTITION)).get(PARTITION));
            new Thread(call).start();
            Thread.sleep(1000);
            System.out.println("acknowledged: 20"); // now its process goes on
            long end = call.get();
            System.out.println("the end, from a call behind the last acknowledgement: " + end);
            for (int tries = 0; end != 20 && tries < 60; tries++) {
                Thread.sleep(1000);
                end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            }
            System.out.println("the end, later: " + end);
        }
    }

    static void send(Producer<byte[], byte[]> producer) throws Exception {
        for (int i = 0; i < 10; i++) {
            producer.send(new ProducerRecord<>("log", 0, null, new byte[] {1})).get();
        }
    }

    static int leader(Admin admin, int before) throws Exception {
        for (int tries = 0; tries < 90; tries++) {
            try {
                var leader = admin.describeTopics(List.of("log")).allTopicNames().get().get("log").partitions().get(0).leader();
                if (leader != null && leader.id() > 0 && leader.id() != before) {
                    return leader.id();
                }
            } catch (Exception e) {
                // a node that does not answer: asked again
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("no other leader");
    }
}
JAVA
mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath.txt > maven.log 2>&1 || { tail -5 maven.log; exit 2; }
path=.:$(cat classpath.txt)
javac -nowarn -cp "$path" Finding.java 2> javac.log || { cat javac.log; exit 2; }
read -r a b c x y z < <(java -cp "$path" Finding ports)
number=0
for pair in "$a $x" "$b $y" "$c $z"; do
    number=$((number + 1))
    cat > "$number.properties" <<CONF
process.roles=broker,controller
node.id=$number
listeners=CLIENT://127.0.0.1:${pair% *},CONTROLLER://127.0.0.1:${pair#* }
listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=CLIENT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$x,2@127.0.0.1:$y,3@127.0.0.1:$z
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
replica.lag.time.max.ms=4000
offsets.topic.replication.factor=3
log.dirs=$folder/data-$number
CONF
    java -cp "$path" kafka.tools.StorageTool format -t finding0finding0findin -c "$number.properties" > "$number.log" 2>&1 || { tail -3 "$number.log"; exit 2; }
    java -Xmx256m -XX:+UseSerialGC -cp "$path" kafka.Kafka "$number.properties" >> "$number.log" 2>&1 &
    nodes+=($!)
done
coproc timeout 300 java -cp "$path" Finding "$a,$b,$c" 2> errors.txt
out=${COPROC[0]} in=${COPROC[1]}
read -r _ leader <&"$out" || { tail -5 errors.txt; exit 2; }
kill -STOP "${nodes[$((leader - 1))]}"
echo >&"$in"
read -r line <&"$out" || { tail -5 errors.txt; exit 2; }
echo "$line"
kill -CONT "${nodes[$((leader - 1))]}"
read -r first <&"$out" || { tail -5 errors.txt; exit 2; }
read -r last <&"$out" || { tail -5 errors.txt; exit 2; }
printf '%s\n%s\n' "$first" "$last"
[ "$first" = "the end, from a call behind the last acknowledgement: 10" ] && [ "$last" = "the end, later: 20" ]
