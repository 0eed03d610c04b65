package org.restante.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.restante.log.Log;
import org.restante.log.LogContract;

/** The contract of a log, on three Kafka nodes; each test has a topic of its own. */
class KafkaLogContractTest extends LogContract {

    private final TestLogs logs = new TestLogs();
    private final List<Log> opened = new ArrayList<>();

    @Override
    public Log open() throws IOException {
        Log log = logs.open();
        opened.add(log);
        return log;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Log::close);
    }
}
