package org.restante.kafka;

import java.io.IOException;
import org.restante.log.Log;
import org.restante.log.LogContract;

/** The contract of a log, on three Kafka nodes; each test has a topic of its own. */
class KafkaLogContractTest extends LogContract {

    private final TestLogs logs = new TestLogs();

    @Override
    public Log open() throws IOException {
        return logs.open();
    }
}
