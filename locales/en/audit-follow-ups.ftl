audit-review-asked = { $officer } asked for a review { $subject } because of { $count } targets, to be answered by { $until }.
audit-review-asked-short = Review asked for
audit-inspection-proposed = { $officer } proposed an inspection { $subject } because of { $count } targets, to be answered by { $until }.
audit-inspection-proposed-short = Inspection proposed
audit-follow-up-answered = { $officer } recorded an answer to request { $subject }, on { $new }.
audit-follow-up-answered-short = Answer to a request
audit-follow-up-closed = { $officer } closed request { $subject }, { $count } had not answered.
audit-follow-up-closed-short = Request closed
