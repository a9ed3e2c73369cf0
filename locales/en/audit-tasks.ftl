audit-task-planned = { $officer } planned { $count } tasks of { $subject }
audit-task-completed = { $officer } recorded task { $subject } as done, entry { $entry }
audit-task-reworded = { $officer } changed the words of task { $subject }
