/** What a course keeps of its approved reviews: their stars together, and how many they are. */
interface Rated {
  rating_sum: number;
  total_ratings: number;
}

/** Their mean, two decimals; 0 without any. */
export const ratingOf = ({ rating_sum, total_ratings }: Rated): number =>
  total_ratings > 0 ? Math.round((rating_sum / total_ratings) * 100) / 100 : 0;
